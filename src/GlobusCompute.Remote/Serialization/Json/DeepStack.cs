using System.Runtime.ExceptionServices;

namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>
/// A stack for values as deep as Python allows. System.Text.Json takes up to a few kilobytes a level, so a thousand levels do not fit the one megabyte that a
/// thread may have; beyond <see cref="OrdinaryDepth"/> levels its work is done on a thread of its own.
/// </summary>
internal static class DeepStack
{
    /// <summary>Levels that every thread has the stack for.</summary>
    public const int OrdinaryDepth = 100;

    private const int StackBytes = 16 * 1024 * 1024;

    [ThreadStatic]
    private static bool s_isDeep;

    /// <summary>Whether this thread has such a stack.</summary>
    public static bool IsHere => s_isDeep;

    /// <summary>Does the work there and waits for it. What it throws is thrown here.</summary>
    public static T Run<T>(Func<T> work)
    {
        T result = default!;
        ExceptionDispatchInfo? error = null;
        var thread = new Thread(
            () =>
            {
                s_isDeep = true;
                try
                {
                    result = work();
                }
                catch (Exception e)
                {
                    error = ExceptionDispatchInfo.Capture(e);
                }
            },
            StackBytes)
        {
            IsBackground = true,
            Name = "GlobusCompute deep value",
        };
        thread.Start();
        thread.Join();
        error?.Throw();
        return result;
    }

    /// <summary>Does the work there and waits for it. What it throws is thrown here.</summary>
    public static void Run(Action work) => Run(() =>
    {
        work();
        return true;
    });

    /// <summary>Whether JSON text is nested deeper than an ordinary stack takes.</summary>
    public static bool IsNeededFor(ReadOnlySpan<byte> json)
    {
        if (json.Count((byte)'[') + json.Count((byte)'{') <= OrdinaryDepth)
        {
            return false;
        }

        var depth = 0;
        while (true)
        {
            var step = json.IndexOfAny("\"[{]}"u8);
            if (step < 0)
            {
                return false;
            }

            var token = json[step];
            json = token == '"' ? AfterString(json[(step + 1)..]) : json[(step + 1)..];
            depth += token is (byte)'[' or (byte)'{' ? 1 : token == '"' ? 0 : -1;
            if (depth > OrdinaryDepth)
            {
                return true;
            }
        }
    }

    private static ReadOnlySpan<byte> AfterString(ReadOnlySpan<byte> json)
    {
        while (true)
        {
            var step = json.IndexOfAny((byte)'"', (byte)'\\');
            if (step < 0)
            {
                return default;
            }

            if (json[step] == '"')
            {
                return json[(step + 1)..];
            }

            json = json[Math.Min(step + 2, json.Length)..];
        }
    }
}
