using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>
/// Reads a pickle of protocol 0 to 5 as data (protocol.md §4.6). It is a machine of a stack and a memo, as Python's own; where Python would import and call,
/// this looks into <see cref="PickleGlobals"/>, a closed list, and takes everything else apart into a <see cref="PythonObject"/>. It does not recurse, takes
/// time and memory within <see cref="PayloadLimits"/>: in proportion to the input.
/// </summary>
internal sealed partial class PickleReader
{
    private const int HighestProtocol = 5;

    private readonly PickleInput _input;
    private readonly PickleStack _stack;
    private readonly PickleMemo _memo;
    private readonly PayloadBudget _budget;
    private readonly Dictionary<string, PythonZone> _zones = [];

    private PickleReader(ReadOnlyMemory<byte> pickle, PayloadBudget budget)
    {
        _input = new(pickle);
        _budget = budget;
        _stack = new(_budget);
        _memo = new(_budget, pickle.Length);
    }

    /// <summary>Makes a reader that only makes values of known types.</summary>
    public static PickleReader ForCalls(PayloadBudget budget) => new(default, budget);

    /// <summary>The value of a pickle. Bytes and arrays in it refer to the pickle's own memory.</summary>
    /// <param name="pickle">The pickle.</param>
    /// <param name="budget">What reading may cost; what is left of it is for what is made of the value.</param>
    /// <exception cref="PayloadException">The pickle is malformed, out of proportion, or asks for what is never done.</exception>
    public static PythonValue Read(ReadOnlyMemory<byte> pickle, PayloadBudget budget)
    {
        var reader = new PickleReader(pickle, budget);
        budget.BeginReading();
        try
        {
            return reader.Run();
        }
        catch (PayloadException e) when (e.InnerException is null)
        {
            throw new PayloadException($"The result is a pickle that cannot be read (at byte {reader._input.At}): {e.Message}", e.Path, e);
        }
        finally
        {
            budget.BeginResult();
        }
    }

    private PythonValue Run()
    {
        while (true)
        {
            var code = _input.Byte();
            if (code == '.')
            {
                return Finished(_stack.Pop());
            }

            if (!Scalar(code) && !Container(code) && !MemoOrStack(code) && !Object(code))
            {
                throw new PayloadException($"0x{code:x2} is not an opcode.");
            }
        }
    }

    private static PythonValue Finished(PythonValue value) => value is PythonUuid { IsSet: false } or PythonArray { IsSet: false, WhyUnreadable: null }
        ? throw new PayloadException("its value was never given its content.")
        : value;

    private bool Scalar(byte code)
    {
        switch (code)
        {
            case (byte)'N':
                _stack.Push(PythonConstant.Nothing);
                break;
            case 0x88:
                _stack.Push(PythonConstant.True);
                break;
            case 0x89:
                _stack.Push(PythonConstant.False);
                break;
            case (byte)'K':
                Push(_input.Byte());
                break;
            case (byte)'M':
                Push(_input.UInt16());
                break;
            case (byte)'J':
                Push(_input.Int32());
                break;
            case 0x8A:
                PushLong(_input.Byte());
                break;
            case 0x8B:
                PushLong(_input.Int32());
                break;
            case (byte)'G':
                _budget.Charge(32);
                _stack.Push(new PythonFloat(_input.Double()));
                break;
            case (byte)'I':
                _stack.Push(PickleLines.IntegerOrBoolean(_input.Line(), _budget));
                break;
            case (byte)'L':
                _stack.Push(PickleLines.Long(_input.Line(), _budget));
                break;
            case (byte)'F':
                _budget.Charge(32);
                _stack.Push(new PythonFloat(PickleLines.Float(_input.Line())));
                break;
            default:
                return Text(code) || Bytes(code);
        }

        return true;
    }

    private bool Text(byte code)
    {
        switch (code)
        {
            case 0x8C:
                PushText(_input.Take(_input.Byte()));
                break;
            case (byte)'X':
                PushText(_input.Take(_input.UInt32()));
                break;
            case 0x8D:
                PushText(_input.Take(_input.Length8()));
                break;
            case (byte)'V':
                Push(PickleLines.Unicode(_input.Line()));
                break;
            case (byte)'S':
                Push(PickleLines.Quoted(_input.Line()));
                break;
            case (byte)'U':
                Push(PickleLines.Ascii(_input.Take(_input.Byte())));
                break;
            case (byte)'T':
                Push(PickleLines.Ascii(_input.Take(_input.Int32())));
                break;
            default:
                return false;
        }

        return true;
    }

    private bool Bytes(byte code)
    {
        switch (code)
        {
            case (byte)'C':
                PushBytes(_input.TakeMemory(_input.Byte()), "bytes");
                break;
            case (byte)'B':
                PushBytes(_input.TakeMemory(_input.UInt32()), "bytes");
                break;
            case 0x8E:
                PushBytes(_input.TakeMemory(_input.Length8()), "bytes");
                break;
            case 0x96:
                PushBytes(_input.TakeMemory(_input.Length8()), "bytearray");
                break;
            default:
                return false;
        }

        return true;
    }

    private void Push(long value)
    {
        if (!PythonInteger.IsCached(value))
        {
            _budget.Charge(40);
        }

        _stack.Push(PythonInteger.Of(value));
    }

    private void PushLong(long length)
    {
        if (length < 0)
        {
            throw new PayloadException("an int has a negative length.");
        }

        _budget.Charge(64 + length);
        _stack.Push(PythonInteger.Of(new System.Numerics.BigInteger(_input.Take(length))));
    }

    private void Push(string text)
    {
        _budget.Charge(72 + (2L * text.Length));
        _stack.Push(text.Length == 0 ? PythonString.Empty : new PythonString(text));
    }

    private void PushText(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            _stack.Push(PythonString.Empty);
            return;
        }

        _budget.Charge(72 + (2L * utf8.Length));
        _stack.Push(new PythonString(JsonStringText.ToText(utf8)));
    }

    private void PushBytes(ReadOnlyMemory<byte> bytes, string typeName)
    {
        _budget.Charge(48);
        _stack.Push(new PythonBytes(bytes, typeName));
    }
}
