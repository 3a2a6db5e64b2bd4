using System.Text;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Generators.Python.Syntax;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>The function that a command names: in a file, or registered.</summary>
/// <param name="Function">The function.</param>
/// <param name="Signature">What its <c>def</c> says to callers; null where that is not known.</param>
/// <param name="File">The file; null for a registered function.</param>
internal sealed record FunctionReference(PythonFunction Function, PythonSignature? Signature, string? File)
{
    public const string Form = "FILE.py[:FUNCTION]|UUID";

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the file.</summary>
    /// <param name="text">A path, with the name of a function behind a colon if the file has several, or the id of a registered function.</param>
    /// <param name="options">What is stored with a function that is registered; null for the defaults.</param>
    /// <exception cref="BadOptionException">The function cannot be used. The message says why.</exception>
    public static FunctionReference Read(string text, PythonFunctionOptions? options = null)
    {
        if (Guid.TryParseExact(text, "D", out var id))
        {
            return id != Guid.Empty
                ? new FunctionReference(PythonFunction.FromId(id), null, null)
                : throw new BadOptionException("the id of the function is all zero.");
        }

        var (path, name) = Split(text);
        var source = ReadText(path);
        var module = PythonSource.Read(source, CancellationToken.None);
        if (module.Refusal is { } refusal)
        {
            throw new BadOptionException($"{path} {refusal}.");
        }

        if (module.SyntaxError is { } error)
        {
            throw new BadOptionException($"{path}, line {error.Line}, column {error.Column}: {error.Message}.");
        }

        name = name is null ? Only(module, path) : Known(module, path, PythonIdentifier.Normalize(name));
        try
        {
            return new FunctionReference(PythonFunction.FromFile(path, name, options), SignatureOf(module, name, path), path);
        }
        catch (ArgumentException e)
        {
            // The file is named there, or is not what is wrong.
            throw new BadOptionException(Plain(e).Contains(path, StringComparison.Ordinal) ? Plain(e) : $"{path}: {Plain(e)}");
        }
    }

    internal static string Plain(ArgumentException e) =>
        e.ParamName is { } name ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message;

    // A drive has a colon too.
    private static (string Path, string? Name) Split(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 1 && text.IndexOfAny(['/', '\\'], colon) < 0 ? (text[..colon], text[(colon + 1)..]) : (text, null);
    }

    private static string ReadText(string path)
    {
        if (Directory.Exists(path))
        {
            throw new BadOptionException($"'{path}' is a folder.{Near(Path.Combine(path, "?"))}");
        }

        try
        {
            return System.IO.File.ReadAllText(path, s_utf8);
        }
        catch (DecoderFallbackException)
        {
            throw new BadOptionException($"{path} is not UTF-8: save it as UTF-8.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadOptionException($"the file '{path}' cannot be read: {e.Message}{Near(path)}");
        }
    }

    private static string Near(string path)
    {
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
        if (!Directory.Exists(folder))
        {
            return "";
        }

        var names = Directory.EnumerateFiles(folder, "*.py").Select(Path.GetFileName).OfType<string>().Take(1000).ToList();
        return NearestName.Find(Path.GetFileName(path), names) is { } near ? $" Did you mean '{near}'?"
            : names.Count > 0 ? $" Python files there: {List(names)}." : "";
    }

    private static string Only(PythonModule module, string path)
    {
        if (module.OnlyFunction is { } only)
        {
            return only;
        }

        var names = module.Functions.Select(static function => function.Name).Distinct().ToList();
        throw new BadOptionException(names.Count == 0
            ? $"{path} has no top-level def. Name the object to call: {path}:NAME."
            : $"{path} has {names.Count} top-level functions: {List(names)}. Name the one to call, such as {path}:{names[0]}.");
    }

    private static string Known(PythonModule module, string path, string name)
    {
        if (PythonIdentifier.Refuse(name) is not null)
        {
            throw new BadOptionException(name.Length == 0
                ? $"no function is named behind the colon of '{path}:'."
                : $"'{name}' is not a name in Python. Name a top-level function of {path}; it may call members of classes and modules.");
        }

        // What an import of all names brings is certainly meant only where the file speaks of it.
        var uses = NameUses.Of(module.Text, name);
        if (module.MayBind(name) || (module.BindsUnknownNames && uses is { IsNamed: true, IsDefined: false }))
        {
            return name;
        }

        if (uses.IsDefined)
        {
            throw new BadOptionException(
                $"'{name}' is defined within a class or a function of {path}, where a call does not reach it. Write a top-level function that calls it.");
        }

        var names = module.Functions.Select(static function => function.Name).Distinct().ToList();
        throw new BadOptionException(
            $"{path} defines no '{name}'."
            + (NearestName.Find(name, names) is { } near ? $" Did you mean '{near}'?" : names.Count > 0 ? $" It defines {List(names)}." : "")
            + (module.BindsUnknownNames ? " A function of another module is imported by its name, not by 'import *'." : ""));
    }

    private static PythonSignature? SignatureOf(PythonModule module, string name, string path)
    {
        var signature = module.FindEntryPoint(name);
        return signature switch
        {
            { IsGenerator: true } => throw new BadOptionException(
                $"'{name}' of {path} is a generator: a worker cannot return one. Return a list, or call a function that does."),
            { IsAsync: true } => throw new BadOptionException(
                $"'{name}' of {path} is an async def: a worker would return its coroutine and not run it. "
                + "Call a plain function that runs it with asyncio.run."),
            { HasOpaqueDecorator: true } => null,
            _ => signature,
        };
    }

    private static string List(List<string> names) => names.Count <= 10 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(10))} and others";
}
