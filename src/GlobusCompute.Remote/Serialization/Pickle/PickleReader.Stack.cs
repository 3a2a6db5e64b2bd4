namespace GlobusCompute.Remote.Serialization.Pickle;

internal sealed partial class PickleReader
{
    private bool MemoOrStack(byte code)
    {
        switch (code)
        {
            case (byte)'(':
                _stack.Mark();
                break;
            case (byte)'0':
                _stack.PopValueOrMark();
                break;
            case (byte)'1':
                _stack.PopToMark();
                break;
            case (byte)'2':
                _stack.Push(_stack.Peek());
                break;
            case 0x94:
                _memo.Add(_stack.Peek());
                break;
            case (byte)'q':
                _memo.Put(_input.Byte(), _stack.Peek());
                break;
            case (byte)'r':
                _memo.Put(_input.UInt32(), _stack.Peek());
                break;
            case (byte)'p':
                _memo.Put(PickleLines.Index(_input.Line()), _stack.Peek());
                break;
            case (byte)'h':
                _stack.Push(_memo.Get(_input.Byte()));
                break;
            case (byte)'j':
                _stack.Push(_memo.Get(_input.UInt32()));
                break;
            case (byte)'g':
                _stack.Push(_memo.Get(PickleLines.Index(_input.Line())));
                break;
            case 0x80:
                var protocol = _input.Byte();
                if (protocol > HighestProtocol)
                {
                    throw new PayloadException($"it is of protocol {protocol}; 0 to {HighestProtocol} are read.");
                }

                break;
            case 0x95:
                _input.Frame();
                break;
            default:
                return false;
        }

        return true;
    }
}
