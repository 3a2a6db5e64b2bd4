using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Mapping;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote;

/// <summary>
/// Arguments of a call, each with its own type: <c>CallArguments.Of(x, y).AddKeyword("degree", 3)</c>. They are serialized at the call, so values may be
/// changed afterwards. One instance may be used for many calls, also by many threads, as long as nothing is added.
/// </summary>
[SuppressMessage("Design", "CA1010", Justification = "Enumerable for collection initialisers alone: elements have no common type.")]
[SuppressMessage("Naming", "CA1710", Justification = "As above.")]
public sealed class CallArguments : IEnumerable
{
    private readonly List<Argument> _arguments = [];

    /// <summary>Creates an empty list of arguments.</summary>
    public CallArguments()
    {
    }

    /// <summary>Gets the number of arguments.</summary>
    public int Count => _arguments.Count;

    /// <summary>Creates a list of one positional argument.</summary>
    public static CallArguments Of<T1>(T1 first) => new CallArguments().Add(first);

    /// <summary>Creates a list of two positional arguments.</summary>
    public static CallArguments Of<T1, T2>(T1 first, T2 second) => Of(first).Add(second);

    /// <summary>Creates a list of three positional arguments.</summary>
    public static CallArguments Of<T1, T2, T3>(T1 first, T2 second, T3 third) => Of(first, second).Add(third);

    /// <summary>Creates a list of four positional arguments.</summary>
    public static CallArguments Of<T1, T2, T3, T4>(T1 first, T2 second, T3 third, T4 fourth) => Of(first, second, third).Add(fourth);

    /// <summary>Creates a list of five positional arguments.</summary>
    public static CallArguments Of<T1, T2, T3, T4, T5>(T1 first, T2 second, T3 third, T4 fourth, T5 fifth) => Of(first, second, third, fourth).Add(fifth);

    /// <summary>Creates a list of six positional arguments.</summary>
    public static CallArguments Of<T1, T2, T3, T4, T5, T6>(T1 first, T2 second, T3 third, T4 fourth, T5 fifth, T6 sixth) =>
        Of(first, second, third, fourth, fifth).Add(sixth);

    /// <summary>Adds the next positional argument.</summary>
    /// <param name="value">The value; null is Python's <c>None</c>.</param>
    /// <typeparam name="T">The type that determines how it is serialized.</typeparam>
    /// <returns>These arguments.</returns>
    public CallArguments Add<T>(T value)
    {
        _arguments.Add(new Argument<T>(null, value));
        return this;
    }

    /// <summary>Adds a keyword argument.</summary>
    /// <param name="keyword">The Python name, in any form that is the same name to Python (NFKC).</param>
    /// <param name="value">The value; null is Python's <c>None</c>.</param>
    /// <typeparam name="T">The type that determines how it is serialized.</typeparam>
    /// <returns>These arguments.</returns>
    /// <exception cref="ArgumentException">The name is empty, or there is an argument of that name already.</exception>
    public CallArguments AddKeyword<T>(string keyword, T value)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyword);
        keyword = PythonIdentifier.Normalize(keyword);
        if (_arguments.Exists(a => a.Keyword == keyword))
        {
            throw new ArgumentException($"There is a keyword argument '{keyword}' already.", nameof(keyword));
        }

        _arguments.Add(new Argument<T>(keyword, value));
        return this;
    }

    /// <summary>Adds each value as a positional argument of its own, as <c>*values</c> does in Python.</summary>
    /// <param name="values">The values; read now.</param>
    /// <typeparam name="T">The type that determines how each is serialized.</typeparam>
    /// <returns>These arguments.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    public CallArguments AddEach<T>(IEnumerable<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var value in values)
        {
            Add(value);
        }

        return this;
    }

    /// <summary>The values, boxed, in the order in which they were added. For collection initialisers and debuggers.</summary>
    IEnumerator IEnumerable.GetEnumerator() => _arguments.Select(static a => a.Boxed).GetEnumerator();

    /// <summary>Serializes arguments.</summary>
    /// <exception cref="ArgumentException">A value has no form that Python would read as the same value, or all together are too large.</exception>
    internal static PackedArguments Pack(
        CallArguments? arguments, FunctionDefinition function, PayloadRules rules, ArgumentFormats formats, int maxTaskBytes)
    {
        var packer = new ArgumentPacker(ArgumentWriter.Rent(rules, formats));
        var position = 0;
        for (var i = 0; i < arguments?.Count; i++)
        {
            var before = packer.Writer.Length;
            try
            {
                var argument = arguments._arguments[i];
                var format = FormatOf(argument, function, ref position);
                argument.Write(packer.Writer, rules, format, rules.Room(maxTaskBytes - function.CodeBytes, before));
            }
            catch (PayloadException e)
            {
                throw ArgumentFaults.Unserialisable(function.DisplayName, arguments.LabelOf(i), nameof(arguments), e);
            }

            packer.Weigh(i, before);
        }

        return packer.Finish(
            function.DisplayName,
            maxTaskBytes - function.CodeBytes,
            arguments,
            static (arguments, i) => (i < 0 ? null : arguments!.LabelOf(i), nameof(arguments)));
    }

    /// <summary>The arguments as filters see them.</summary>
    internal static IReadOnlyList<ComputeCallArgument> Values(CallArguments? arguments) =>
        arguments is null ? [] : [.. arguments._arguments.Select(static a => new ComputeCallArgument(a.Keyword, a.Boxed))];

    /// <summary>Serializes arguments that are the same for all items of a Map.</summary>
    /// <exception cref="ArgumentException">A value has no form that Python would read as the same value.</exception>
    internal static IEnumerable<MapArgument> Constants(CallArguments? arguments, FunctionDefinition function, PayloadRules rules, bool isExact)
    {
        var buffer = new JsonBuffer();

        // The item is the first of the positional arguments.
        var position = 1;
        for (var i = 0; i < arguments?.Count; i++)
        {
            var argument = arguments._arguments[i];
            buffer.Clear();
            try
            {
                argument.Write(buffer, rules, isExact, FormatOf(argument, function, ref position));
            }
            catch (PayloadException e)
            {
                throw ArgumentFaults.Unserialisable(function.DisplayName, arguments.LabelOf(i), nameof(arguments), e);
            }

            yield return new MapArgument(argument.Keyword, buffer.Written.ToArray()) { Shown = new(argument.Keyword, argument.Boxed) };
        }
    }

    private static ComputeFormat? FormatOf(Argument argument, FunctionDefinition function, ref int position) =>
        argument.Keyword is { } keyword ? function.Formats.Of(keyword) : function.Formats.Of(position++);

    /// <summary>An argument as messages name it: its keyword, or its place among the positional ones, from 1.</summary>
    private string LabelOf(int index) => _arguments[index].Keyword is { } keyword
        ? $"'{keyword}'"
        : string.Create(CultureInfo.InvariantCulture, $"{1 + _arguments.Take(index).Count(static a => a.Keyword is null)}");

    private abstract class Argument(string? keyword)
    {
        public string? Keyword => keyword;

        public abstract object? Boxed { get; }

        public abstract void Write(ArgumentWriter writer, PayloadRules rules, ComputeFormat? format, FormatRoom room);

        /// <summary>Writes the value alone.</summary>
        public abstract void Write(JsonBuffer output, PayloadRules rules, bool isExact, ComputeFormat? format);
    }

    private sealed class Argument<T>(string? keyword, T value) : Argument(keyword)
    {
        public override object? Boxed => value;

        public override void Write(ArgumentWriter writer, PayloadRules rules, ComputeFormat? format, FormatRoom room)
        {
            if (format is null)
            {
                Write(writer, value);
            }
            else
            {
                Write(writer, rules.FormatOf(format).Encode(value, room));
            }
        }

        public override void Write(JsonBuffer output, PayloadRules rules, bool isExact, ComputeFormat? format) =>
            ArgumentJson.Write(output, rules, value, isExact, format);

        private void Write<TSent>(ArgumentWriter writer, TSent sent)
        {
            if (Keyword is { } name)
            {
                writer.Keyword(name, sent);
            }
            else
            {
                writer.Positional(sent);
            }
        }
    }
}
