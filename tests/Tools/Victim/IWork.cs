namespace GlobusCompute.Remote.Victim;

/// <summary>What the victim has done. Results name their input, so that a wrong binding shows.</summary>
public interface IWork
{
    /// <summary>Ends when a file is there.</summary>
    [ComputeFunction(Source = """
            def hold(gate, number):
                import os, time
                while not os.path.exists(gate):
                    time.sleep(0.02)
                return [number, number * number]
        """)]
    ComputeFuture<int[]> Hold(string gate, int number, [ComputeTag] string tag);

    /// <summary>Notes in a file that it ran.</summary>
    [ComputeFunction(Source = """
            def square(notes, number):
                import os
                file = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
                os.write(file, b"%d\n" % number)
                os.close(file)
                return [number, number * number]
        """)]
    ComputeFuture<int[]> Square([ComputeTag] string tag, string notes, int number);
}
