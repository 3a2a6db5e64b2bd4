using GlobusCompute.Remote.Generators.Tests.Harness;
using GlobusCompute.Remote.Serialization;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Tests.Diagnostics;

/// <summary>Each thing that can be wrong with one member: id, place, message, and that all else goes on working.</summary>
public sealed class MemberDiagnosticsTests
{
    private const string Id = "\"b0a5d1a0-2b22-4381-b899-ba73321e41e0\"";

    private static readonly TestFile[] s_files =
    [
        new("python/analysis.py", "def fit(): pass\ndef predict(): pass\n"),
        new("empty.py", " \n"),
        new("class_only.py", "class A: pass\n"),
        new("notes.txt", "def notes(): pass\n", itemType: null),
    ];

    public static TheoryData<string, string, string> Cases => new()
    {
        // Return types.
        { "GCR004", $"[ComputeFunction({Id})] [|int|] F();", "IWork.F returns int; a remote function returns a future or a task, so write ComputeFuture<int> or Task<int>" },
        { "GCR004", $"[ComputeFunction({Id})] [|void|] F();", "IWork.F returns void; a remote function returns a future or a task, so write ComputeFuture or Task" },
        { "GCR004", $"[ComputeFunction({Id})] [|ValueTask<int>|] F();", "IWork.F returns ValueTask<int>; a remote function returns a future or a task, so write ComputeFuture<int> or Task<int>" },
        { "GCR004", $"[ComputeFunction({Id})] [|IAsyncEnumerable<int>|] F();", "IWork.F returns IAsyncEnumerable<int>; a remote function returns a future or a task, so write ComputeFuture<int[]> or Task<int[]>" },
        { "GCR004", $"[ComputeFunction({Id})] [|ref Task|] F();", "IWork.F returns Task; a remote function returns a future or a task, so write Task" },
        { "GCR004", $"[ComputeFunction({Id})] [|ValueTask|] F();", "IWork.F returns ValueTask; a remote function returns a future or a task, so write ComputeFuture or Task" },
        { "GCR004", $"[ComputeFunction({Id})] [|ValueTask<string?>|] F();", "IWork.F returns ValueTask<string?>; a remote function returns a future or a task, so write ComputeFuture<string?> or Task<string?>" },
        { "GCR004", $"[ComputeFunction({Id})] [|IAsyncEnumerable<string?>|] F();", "IWork.F returns IAsyncEnumerable<string?>; a remote function returns a future or a task, so write ComputeFuture<string?[]> or Task<string?[]>" },
        { "GCR004", $"[ComputeFunction({Id})] [|ref Task<int>|] F();", "IWork.F returns Task<int>; a remote function returns a future or a task, so write Task<int>" },
        { "GCR004", $"[ComputeFunction({Id})] [|ref readonly ComputeFuture<int>|] F();", "IWork.F returns ComputeFuture<int>; a remote function returns a future or a task, so write ComputeFuture<int>" },
        { "GCR004", $"[ComputeFunction({Id})] [|ReadOnlySpan<int>|] F();", "IWork.F returns ReadOnlySpan<int>; a remote function returns a future or a task, so write ComputeFuture<T> or Task<T>" },
        { "GCR004", $"[ComputeFunction({Id})] [|System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable<int>|] F();", "IWork.F returns ConfiguredValueTaskAwaitable<int>; a remote function returns a future or a task, so write ComputeFuture<int> or Task<int>" },
        { "GCR004", $"[ComputeFunction({Id})] [|System.Runtime.CompilerServices.YieldAwaitable|] F();", "IWork.F returns YieldAwaitable; a remote function returns a future or a task, so write ComputeFuture or Task" },
        { "GCR004", $"[ComputeFunction({Id})] [|Lazy<Task<int>>|] F();", "IWork.F returns Lazy<Task<int>>; a remote function returns a future or a task, so write ComputeFuture<Lazy<Task<int>>> or Task<Lazy<Task<int>>>" },
        { "GCR004", $"[ComputeFunction({Id})] [|dynamic|] F();", "IWork.F returns dynamic; a remote function returns a future or a task, so write ComputeFuture<dynamic> or Task<dynamic>" },

        // References and generics.
        { "GCR005", $"[ComputeFunction({Id})] Task F(ref int [|a|]);", "IWork.F: the parameter 'a' is passed by 'ref'; arguments are copied to the worker, so pass it by value" },
        { "GCR005", $"[ComputeFunction({Id})] Task F(out int [|a|]);", "IWork.F: the parameter 'a' is passed by 'out'; arguments are copied to the worker, so pass it by value" },
        { "GCR005", $"[ComputeFunction({Id})] Task F(in int [|a|]);", "IWork.F: the parameter 'a' is passed by 'in'; arguments are copied to the worker, so pass it by value" },
        { "GCR005", $"[ComputeFunction({Id})] Task F(ref readonly int [|a|]);", "IWork.F: the parameter 'a' is passed by 'ref readonly'; arguments are copied to the worker, so pass it by value" },
        { "GCR006", $"[ComputeFunction({Id})] Task<T> [|F|]<T>(T x);", "IWork.F has type parameters; declare one method for each type that is used" },
        { "GCR006", $"[ComputeFunction({Id})] Task<T?> [|F|]<T, U>(T? x, List<U?> y) where T : class, IDisposable, new() where U : struct;", "IWork.F has type parameters; declare one method for each type that is used" },

        // Other members.
        { "GCR007", "int [|P|] { get; set; }", "IWork.P is a property; the proxy throws NotSupportedException when it is used; make it a method with [ComputeFunction] or give it a body" },
        { "GCR007", "int [|this|][string x] { set; }", "IWork.this[] is a property; the proxy throws NotSupportedException when it is used; make it a method with [ComputeFunction] or give it a body" },
        { "GCR007", "event Action<string?> [|E|];", "IWork.E is an event; the proxy throws NotSupportedException when it is used; make it a method with [ComputeFunction] or give it a body" },
        { "GCR008", "Task [|F|]();", "IWork.F has no [ComputeFunction]; the proxy throws NotSupportedException when it is called; add the attribute or give the method a body" },
        { "GCR008", "T? [|F|]<T>(out T? x) where T : notnull;", "IWork.F has no [ComputeFunction]; the proxy throws NotSupportedException when it is called; add the attribute or give the method a body" },

        // What to run.
        { "GCR009", "[[|ComputeFunction|]] Task F();", "IWork.F does not specify a function; give [ComputeFunction] a function id, Source or File" },
        { "GCR009", "[[|ComputeFunction(Name = \"f\")|]] Task F();", "IWork.F does not specify a function; give [ComputeFunction] a function id, Source or File" },
        { "GCR009", "[[|ComputeFunction(null!)|]] Task F();", "IWork.F does not specify a function; give [ComputeFunction] a function id, Source or File" },
        { "GCR010", $"[[|ComputeFunction({Id}, Source = \"def f(): pass\")|]] Task F();", "IWork.F has a function id and Source; keep one of them (File may be combined with a function id, for checks)" },
        { "GCR010", "[[|ComputeFunction(Source = \"def fit(): pass\", File = \"python/analysis.py\", Name = \"fit\")|]] Task F();", "IWork.F has Source and File; keep one of them (File may be combined with a function id, for checks)" },
        { "GCR025", "[[|ComputeFunction(Source = \"def f(): pass\", Group = \"staff\")|]] Task F();", "IWork.F: Group is 'staff', which is not a UUID" },
        { "GCR025", "[[|ComputeFunction(Source = \"def f(): pass\", TimeoutSeconds = -1)|]] Task F();", "IWork.F: TimeoutSeconds is not a time; give seconds above zero, at most 24 days, or 0 for the executor's own limit" },
        { "GCR025", "[[|ComputeFunction(Source = \"def f(): pass\", Public = true, HighAssuranceEndpointId = \"b0a5d1a0-2b22-4381-b899-ba73321e41e0\")|]] Task F();", "IWork.F: a function of a high-assurance endpoint can be neither Public nor shared with a Group" },
        { "GCR011", "[ComputeFunction([|\"fit\"|])] Task F();", "IWork.F: 'fit' is not a UUID of the form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx" },
        { "GCR011", "[ComputeFunction(functionId: [|\"\"|])] Task F();", "IWork.F: '' is not a UUID of the form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx" },
        { "GCR011", "[ComputeFunction([|\"{b0a5d1a0-2b22-4381-b899-ba73321e41e0}\"|])] Task F();", "IWork.F: '{b0a5d1a0-2b22-4381-b899-ba73321e41e0}' is not a UUID of the form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx" },

        // Files and names.
        { "GCR012", "[ComputeFunction(File = [|\"analysis.py\"|])] Task Fit();", "IWork.Fit: the project has no Python file 'analysis.py' (add <PythonFunction Include=\"analysis.py\" />); the path is relative to the project and case-sensitive" },
        { "GCR012", "[ComputeFunction(File = [|\"Python/Analysis.py\"|])] Task Fit();", "IWork.Fit: the project has no Python file 'Python/Analysis.py' (did you mean 'python/analysis.py'?); the path is relative to the project and case-sensitive" },
        { "GCR012", "[ComputeFunction(File = [|\"notes.txt\"|])] Task Notes();", "IWork.Notes: the project has no Python file 'notes.txt' (add <PythonFunction Include=\"notes.txt\" />); the path is relative to the project and case-sensitive" },
        { "GCR012", "[ComputeFunction(File = [|\"\"|])] Task Notes();", "IWork.Notes: the project has no Python file '' (add <PythonFunction Include=\"\" />); the path is relative to the project and case-sensitive" },
        { "GCR013", "[ComputeFunction(File = \"python/analysis.py\", Name = [|\"fitt\"|])] Task F();", "IWork.F: 'python/analysis.py' has no top-level function 'fitt'; did you mean 'fit'?" },
        { "GCR013", "[ComputeFunction(File = @\".\\python\\x\\..\\analysis.py\")] Task [|Predictt|]();", "IWork.Predictt: '.\\python\\x\\..\\analysis.py' has no top-level function 'predictt'; did you mean 'predict'?" },
        { "GCR013", $"[ComputeFunction({Id}, File = \"python/analysis.py\", Name = [|\"other\"|])] Task F();", "IWork.F: 'python/analysis.py' has no top-level function 'other'; it has fit, predict" },
        { "GCR013", "[ComputeFunction(File = \"class_only.py\")] Task [|Fit|]();", "IWork.Fit: 'class_only.py' has no top-level function 'fit'; it has no top-level def at all" },
        { "GCR013", "[ComputeFunction(Source = \"def add(): pass\", Name = [|\"sub\"|])] Task F();", "IWork.F: Source has no top-level function 'sub'; it has add" },
        { "GCR014", "[ComputeFunction(Source = [|\" \"|])] Task F();", "IWork.F: Source is empty" },
        { "GCR014", "[ComputeFunction(File = [|\"empty.py\"|])] Task F();", "IWork.F: 'empty.py' is empty" },
        { "GCR014", "[ComputeFunction(Source = [|\"def f(): return '\\uD83D'\"|])] Task F();", "IWork.F: Source contains an unpaired surrogate, which cannot be sent" },
        { "GCR015", $"[ComputeFunction({Id}, Name = [|\"a b\"|])] Task F();", "IWork.F: 'a b' is not a Python identifier, which is not allowed as a Python name" },
        { "GCR015", $"[ComputeFunction({Id}, Name = [|\"\"|])] Task F();", "IWork.F: '' is empty, which is not allowed as a Python name" },
        { "GCR015", $"[ComputeFunction({Id}, Name = [|\"def\"|])] Task F();", "IWork.F: 'def' is a Python keyword, which is not allowed as a Python name" },
        { "GCR015", $"[ComputeFunction({Id})] Task F([[|PythonKeyword(\"x-y\")|]] int a);", "IWork.F: 'x-y' is not a Python identifier, which is not allowed as a Python name" },
        { "GCR015", $"[ComputeFunction({Id})] Task F([[|PythonName(\"in\")|]] int a);", "IWork.F: 'in' is a Python keyword, which is not allowed as a Python name" },
        { "GCR016", $"[ComputeFunction({Id})] Task F([PythonKeyword] int [|lambda|]);", "IWork.F: 'lambda' becomes the Python name 'lambda', which is a keyword; set the actual name with [PythonKeyword(\"...\")]" },
        { "GCR016", $"[ComputeFunction({Id})] Task F([ComputeOmitWhenNull] int? a, int [|From|]);", "IWork.F: 'From' becomes the Python name 'from', which is a keyword; set the actual name with [PythonName(\"...\")]" },
        { "GCR016", $"[ComputeFunction({Id})] Task [|Import|]();", "IWork.Import: 'Import' becomes the Python name 'import', which is a keyword; set the actual name with Name = \"...\" of [ComputeFunction]" },
        { "GCR017", $"[ComputeFunction({Id})] Task F(int maxIter, int [|max_iter|]);", "IWork.F: the parameters 'maxIter' and 'max_iter' both have the Python name 'max_iter'; rename one, or give its Python name with [PythonName] or [PythonKeyword]" },
        { "GCR017", $"[ComputeFunction({Id})] Task F(int a, [PythonKeyword(\"a\")] int [|b|]);", "IWork.F: the parameters 'a' and 'b' both have the Python name 'a'; rename one, or give its Python name with [PythonName] or [PythonKeyword]" },
        { "GCR024", $"[ComputeFunction({Id})] Task F([PythonKeyword(\"b\"), PythonName(\"c\")] int [|a|]);", "IWork.F: the parameter 'a' is named 'b' by [PythonKeyword] and 'c' by [PythonName]; keep one of them" },

        // Parameters.
        { "GCR018", $"[ComputeFunction({Id})] Task F([[|ComputeOmitWhenNull|]] int a);", "IWork.F: the parameter 'a' of type int is never null, so [ComputeOmitWhenNull] can have no effect; make it int?" },
        { "GCR018", $"[ComputeFunction({Id})] Task F([[|ComputeOmitWhenNull|]] List<string?> a);", "IWork.F: the parameter 'a' of type List<string?> is never null, so [ComputeOmitWhenNull] can have no effect; make it List<string?>?" },
        { "GCR019", $"[ComputeFunction({Id})] Task F([ComputeOmitWhenNull] params int[]? [|a|]);", "IWork.F: the params parameter 'a' becomes Python's *args, which is empty rather than null; remove [ComputeOmitWhenNull]" },
        { "GCR019", $"[ComputeFunction({Id})] Task F([PythonKeyword] params int[] [|a|]);", "IWork.F: the params parameter 'a' becomes Python's *args, which cannot be passed by keyword; remove [PythonKeyword]" },
        { "GCR019", $"[ComputeFunction({Id})] Task F([ComputeOmitWhenNull] int? b, params int[] [|a|]);", "IWork.F: when 'b' is omitted, the params parameter 'a' would take its position in Python; remove [ComputeOmitWhenNull] or pass 'b' by [PythonKeyword]" },
        { "GCR019", $"[ComputeFunction({Id})] Task F(params List<int> [|a|]);", "IWork.F: the params parameter 'a' must be an array or a ReadOnlySpan<T> to become Python's *args" },
        { "GCR019", $"[ComputeFunction({Id})] Task F(params Span<int> [|a|]);", "IWork.F: the params parameter 'a' must be an array or a ReadOnlySpan<T> to become Python's *args" },
        { "GCR020", $"[ComputeFunction({Id})] Task F(ReadOnlySpan<int> [|a|]);", "IWork.F: the parameter 'a' is a ref struct, which cannot be sent; pass an array or another type that holds the data" },
        { "GCR020", $"[ComputeFunction({Id})] unsafe Task F(int*[] [|a|]);", "IWork.F: the parameter 'a' is a pointer, which cannot be sent; pass an array or another type that holds the data" },
        { "GCR020", $"[ComputeFunction({Id})] unsafe Task F(delegate*<int, void> [|a|]);", "IWork.F: the parameter 'a' is a pointer, which cannot be sent; pass an array or another type that holds the data" },
        { "GCR020", $"[ComputeFunction({Id})] Task F(Func<int> [|a|]);", "IWork.F: the parameter 'a' is a delegate, which cannot be sent; pass an array or another type that holds the data" },
        { "GCR020", $"[ComputeFunction({Id})] Task F(IAsyncEnumerable<int> [|a|]);", "IWork.F: the parameter 'a' is an asynchronous sequence, which cannot be sent; pass its elements as an array, or put [ComputeEach] on it and return ComputeMap<T>" },
        { "GCR020", $"[ComputeFunction({Id})] Task F(Task [|a|]);", "IWork.F: the parameter 'a' is a task, which cannot be sent; pass the value, which the caller awaits first" },
        { "GCR020", $"[ComputeFunction({Id})] Task F(Task<int> [|a|]);", "IWork.F: the parameter 'a' is a task, which cannot be sent; pass the value, which the caller awaits first" },
        { "GCR020", $"[ComputeFunction({Id})] Task F(ValueTask<int> [|a|]);", "IWork.F: the parameter 'a' is a task, which cannot be sent; pass the value, which the caller awaits first" },
        { "GCR020", $"[ComputeFunction({Id})] Task F(List<Task<int>> [|a|]);", "IWork.F: the parameter 'a' is a task, which cannot be sent; pass the value, which the caller awaits first" },
        { "GCR020", $"[ComputeFunction({Id})] Task F(ComputeFuture<int> [|a|]);", "IWork.F: the parameter 'a' is a future, which cannot be sent; pass the value, which the caller awaits first" },
        { "GCR020", $"[ComputeFunction({Id})] Task F(System.IO.Stream [|a|]);", "IWork.F: the parameter 'a' is a stream, which cannot be sent; pass its content as byte[], or a path or URL that the worker can open" },
        { "GCR020", $"[ComputeFunction({Id})] Task F(System.IO.FileStream[] [|a|]);", "IWork.F: the parameter 'a' is a stream, which cannot be sent; pass its content as byte[], or a path or URL that the worker can open" },
        { "GCR020", $"[ComputeFunction({Id})] Task F(System.IO.StreamReader [|a|]);", "IWork.F: the parameter 'a' is a reader of text, which cannot be sent; pass the text as a string" },
        { "GCR020", $"[ComputeFunction({Id})] Task F(System.Net.Http.HttpClient? [|a|]);", "IWork.F: the parameter 'a' is a connection of this process, which cannot be sent; pass the URL that the worker asks, or the data" },
        { "GCR020", $"[ComputeFunction({Id})] Task F(CancellationTokenSource [|a|]);", "IWork.F: the parameter 'a' is a source of cancellation, which cannot be sent; pass its Token: a CancellationToken as the last parameter cancels the call" },
        { "GCR020", $"[ComputeFunction({Id})] Task F(System.Data.IDbConnection [|a|]);", "IWork.F: the parameter 'a' is a connection of this process, which cannot be sent; pass the connection string that the worker uses, or the rows" },
        { "GCR020", $"[ComputeFunction({Id})] Task F(System.Data.Common.DbConnection [|a|]);", "IWork.F: the parameter 'a' is a connection of this process, which cannot be sent; pass the connection string that the worker uses, or the rows" },
        { "GCR020", $"[ComputeFunction({Id})] Task F(Dictionary<string, Action> [|a|]);", "IWork.F: the parameter 'a' is a delegate, which cannot be sent; pass an array or another type that holds the data" },
        { "GCR020", $"[ComputeFunction({Id})] Task F(IServiceProvider [|a|]);", "IWork.F: the parameter 'a' is a container of services, which cannot be sent; pass the values that the function needs" },
        { "GCR040", $"[ComputeFunction({Id}), ComputePayload(Arguments = PayloadFormat.Json)] Task F(byte[] [|a|]);", "IWork.F: the parameter 'a' of type byte[] has no form in JSON, in which [ComputePayload] sends the arguments; remove Arguments, or change the type" },
        { "GCR040", $"[ComputeFunction({Id}), ComputePayload(Arguments = PayloadFormat.Json)] Task F(int a, params List<decimal>[] [|b|]);", "IWork.F: the parameter 'b' of type List<decimal> has no form in JSON, in which [ComputePayload] sends the arguments; remove Arguments, or change the type" },
        { "GCR040", $"[ComputeFunction({Id})] ComputeMap<int> F([ComputeEach] byte[][] [|a|]);", "IWork.F: the parameter 'a' of type byte[] has no form in JSON, in which a Map sends its arguments; change the type" },
        { "GCR040", $"[ComputeFunction({Id})] ComputeMap<int> F([ComputeEach] int[] a, System.Guid [|b|]);", "IWork.F: the parameter 'b' of type Guid becomes another value in JSON, in which a Map sends its arguments; change the type, or set Arguments = PayloadFormat.Json in [ComputePayload] to accept this" },
        { "GCR041", $"[ComputeFunction({Id}), [|ComputePayload(Arguments = PayloadFormat.Pickle)|]] ComputeMap<int> F([ComputeEach] int[] a);", "IWork.F: a Map sends its arguments and receives its results as JSON; only Arguments = PayloadFormat.Json goes with it" },
        { "GCR035", $"[ComputeFunction({Id})] ComputeMap<int> F([ComputeEach] int[] a, [ComputeTag] string [|b|]);", "IWork.F: a Map makes many calls, and a tag names one; remove 'b'" },
        { "GCR041", $"[ComputeFunction({Id}), [|ComputePayload(Arguments = PayloadFormat.Json, Arrays = ArrayForm.NumPy)|]] Task F(int a);", "IWork.F: Arrays is NumPy and Arguments is Json, which cannot represent numpy arrays; remove one of them" },
        { "GCR041", $"[ComputeFunction({Id}), [|ComputePayload(Results = (ResultPreference)9)|]] Task F(int a);", "IWork.F: Results is 9, which is not a ResultPreference" },
        { "GCR021", $"[ComputeFunction({Id})] Task F(CancellationToken [|a|], int b);", "IWork.F: the CancellationToken 'a' must be the only one and the last parameter (or directly before params), and not nullable" },
        { "GCR021", $"[ComputeFunction({Id})] Task F(CancellationToken [|a|], CancellationToken b);", "IWork.F: the CancellationToken 'a' must be the only one and the last parameter (or directly before params), and not nullable" },
        { "GCR021", $"[ComputeFunction({Id})] Task F(CancellationToken? [|a|] = null);", "IWork.F: the CancellationToken 'a' must be the only one and the last parameter (or directly before params), and not nullable" },

        // Tags.
        { "GCR035", $"[ComputeFunction({Id})] Task F([ComputeTag] int [|a|]);", "IWork.F: the [ComputeTag] parameter 'a' is of type int; a tag is a string" },
        { "GCR035", $"[ComputeFunction({Id})] Task F([ComputeTag] params string[] [|a|]);", "IWork.F: the [ComputeTag] parameter 'a' is of type string[]; a tag is a string" },
        { "GCR035", $"[ComputeFunction({Id})] Task F([ComputeTag] CancellationToken [|a|]);", "IWork.F: the [ComputeTag] parameter 'a' is of type CancellationToken; a tag is a string" },
        { "GCR035", $"[ComputeFunction({Id})] Task F([ComputeTag, [|PythonKeyword|]] string a);", "IWork.F: the [ComputeTag] parameter 'a' is not sent to Python, so [PythonKeyword] can have no effect; remove one of the two" },
        { "GCR035", $"[ComputeFunction({Id})] Task F([ComputeTag] [[|ComputeOmitWhenNull|]] string? a);", "IWork.F: the [ComputeTag] parameter 'a' is not sent to Python, so [ComputeOmitWhenNull] can have no effect; remove one of the two" },
        { "GCR035", $"[ComputeFunction({Id})] Task F([ComputeTag] [[|Sensitive|]] string a);", "IWork.F: the [ComputeTag] parameter 'a' is not sent to Python, so [Sensitive] can have no effect; remove one of the two" },
        { "GCR036", $"[ComputeFunction({Id})] Task F([ComputeTag] string a, int b, [ComputeTag] string [|c|]);", "IWork.F: the parameters 'a' and 'c' both have [ComputeTag]; a call has one tag" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_wrong_member_is_reported_at_its_place_and_throws(string id, string member, string message)
    {
        var marked = Marked.Parse(Source(member));
        var compiled = Compiled.From(marked.Source, s_files);

        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal((id, message), (diagnostic.Id, diagnostic.GetMessage(null)));
        Assert.Equal(marked.Span, diagnostic.Location.SourceSpan);
        Assert.Empty(compiled.CompilerProblems);
        Assert.Contains(compiled.GeneratedTexts, text => text.Contains("class IGood_ComputeProxy", StringComparison.Ordinal));

        var proxy = Assert.Single(compiled.GeneratedTexts, text => text.Contains("class IWork_ComputeProxy", StringComparison.Ordinal));
        Assert.Contains($"throw new global::System.NotSupportedException(\"{id}: ", proxy, StringComparison.Ordinal);
        Assert.Contains(".Begin(__Fine)", proxy, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_pragma_silences_it(string id, string member, string message)
    {
        var source = Source($"\n#pragma warning disable {id}\n{Marked.Parse(member).Source}\n#pragma warning restore {id}\n");
        var compiled = Compiled.From(source, s_files);
        Assert.DoesNotContain(compiled.Reported, diagnostic => diagnostic.GetMessage(null) == message);
        Assert.Empty(compiled.CompilerProblems);
    }

    [Theory]
    [InlineData("[ComputeFunction({0})] Task F(int lambda);")]
    [InlineData("[ComputeFunction({0})] Task F([PythonKeyword(\"from_\")] int from);")]
    [InlineData("[ComputeFunction({0})] Task F([ComputeOmitWhenNull] string? a, [PythonName(\"from_\")] int from);")]
    [InlineData("[ComputeFunction({0})] Task F([PythonKeyword, ComputeOmitWhenNull] string? a, params int[] b);")]
    [InlineData("[ComputeFunction({0})] Task F([PythonKeyword(\"b\"), PythonName(\"b\")] int a);")]
    [InlineData("[ComputeFunction({0})] Task F(CancellationToken a, params int[] b);")]
    [InlineData("[ComputeFunction({0}, File = \"python/analysis.py\")] Task Fit();")]
    [InlineData("[ComputeFunction({0}, File = \"python/analysis.py\", Name = \"predict\")] Task F();")]
    [InlineData("[ComputeFunction(File = \"python\\\\analysis.py\")] Task FitAsync();")]
    [InlineData("[ComputeFunction(File = \"./python/../python/analysis.py\")] Task FitAsync();")]
    [InlineData("[ComputeFunction(Source = \"f = lambda: 1\")] Task F();")]
    [InlineData("[ComputeFunction(Source = \"from m import *\")] Task F();")]
    [InlineData("static int Answer => 42;")]
    [InlineData("int Answer => 42;")]
    [InlineData("Task Helper() => Task.CompletedTask;")]
    [InlineData("const int Answer = 42;")]
    [InlineData("private void Hidden() {{ }}")]
    [InlineData("public sealed class Inner;")]
    public void What_is_right_is_not_reported(string member)
    {
        var compiled = Compiled.From(Source(string.Format(null, member, Id)), s_files);
        Assert.Empty(compiled.Reported);
        Assert.Empty(compiled.CompilerProblems);
        Assert.DoesNotContain(compiled.GeneratedTexts, text => text.Contains("throw", StringComparison.Ordinal));
    }

    [Fact]
    public void All_problems_of_a_member_are_reported_together()
    {
        var compiled = Compiled.From(Source("[ComputeFunction(\"x\")] int F<T>(ref int a, [ComputeOmitWhenNull] int b);"));
        Assert.Equal(
            ["GCR011 \"x\"", "GCR004 int", "GCR006 F", "GCR005 a", "GCR018 ComputeOmitWhenNull"],
            compiled.Reported.Select(diagnostic => $"{diagnostic.Id} {Compiled.Marked(diagnostic)}"));
        Assert.Empty(compiled.CompilerProblems);
    }

    [Fact]
    public void Severity_can_be_set_for_a_project()
    {
        var project = Compiled.Project(Source("Task F();"));
        var quiet = project.WithOptions(project.Options.WithSpecificDiagnosticOptions(
            project.Options.SpecificDiagnosticOptions.SetItem("GCR008", ReportDiagnostic.Suppress)));
        Assert.Equal("GCR008", Assert.Single(Compiled.From(project).Reported).Id);
        Assert.Empty(Compiled.From(quiet).Reported);
    }

    private static string Source(string member) => $$"""
        public interface IWork
        {
            [ComputeFunction({{Id}})] Task Fine();
            {{member}}
        }

        public interface IGood
        {
            [ComputeFunction({{Id}})] Task Fine();
        }
        """;
}
