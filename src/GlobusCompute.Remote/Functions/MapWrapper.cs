using System.Globalization;

namespace GlobusCompute.Remote.Functions;

/// <summary>Appends to a Python source what runs several items in one task. The whole text is registered, and so hashed.</summary>
internal static class MapWrapper
{
    private const string BaseName = "gcompute_map";

    // The user's function is bound when the text is executed, so no name in here can hide it; and its names cannot hide what this uses.
    // Two frames are cut off a traceback where one remains, as the worker does it for a task of its own (protocol.md §4.9). What is no
    // Exception (SystemExit) ends the item alone too, but Parsl's time limit is the task's: it ends the items that are left. A result may
    // take 10 MiB (protocol.md §7): of it, 200 characters are kept for each item, which hold the sentence that there is no more room.
    private const string Template = """



        # Appended by GlobusCompute.Remote for Map: runs several items in one task. It gives one text for each item, behind its length:
        # "11" and the result as JSON, or "!!" and the traceback of what the item raised.
        def {wrapper}(items, places, arguments, keywords, *, function={function}):
            import builtins
            import json
            import traceback

            texts, last, room = [], None, 10 * 1024 * 1024 - 100 - 200 * builtins.len(items)
            for values in items:
                text = last
                if text is None:
                    positional, named = arguments[:], keywords.copy()
                    for place, value in builtins.zip(places, values):
                        (named if builtins.isinstance(place, builtins.str) else positional)[place] = value
                    try:
                        text = "11\n" + json.dumps(function(*positional, **named))
                    except builtins.BaseException as error:
                        trace = error.__traceback__
                        for _ in builtins.range(2):
                            trace = trace.tb_next or trace
                        text = "!!\n" + "".join(traceback.format_exception(builtins.type(error), error, trace))
                        trace = None
                        if builtins.type(error).__name__ == "AppTimeout":
                            last = text
                size = builtins.len(json.dumps(text))
                if size > 150 and size - 150 > room:
                    text = "!!\nMaxResultSizeExceeded: the results of the chunk take more than 10 MiB with this one; use a smaller chunk"
                elif size > 150:
                    room -= size - 150
                texts.append(f"{builtins.len(text)}\n{text}")
            return "".join(texts)

        """;

    /// <summary>The source with the wrapper after it, and the wrapper's name, which the source does not hold.</summary>
    /// <param name="source">A normalised source.</param>
    /// <param name="functionName">The Python object that the wrapper calls.</param>
    public static (string Name, string Source) Append(string source, string functionName)
    {
        var name = BaseName;
        for (var i = 2; source.Contains(name, StringComparison.Ordinal) || name == functionName; i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{BaseName}{i}");
        }

        var wrapper = Template.ReplaceLineEndings("\n")
            .Replace("{wrapper}", name, StringComparison.Ordinal)
            .Replace("{function}", functionName, StringComparison.Ordinal);
        return (name, source.TrimEnd('\n') + wrapper);
    }
}
