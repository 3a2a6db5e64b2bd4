using GlobusCompute.Remote.Serialization;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Formats;

/// <summary>Adapters that are written in any way, next to functions of any names.</summary>
public sealed class AdapterTests(LocalServiceFixture fixture) : IClassFixture<LocalServiceFixture>
{
    private readonly IAdapted _adapted = fixture.Executor.CreateProxy<IAdapted>();

    [Fact]
    public async Task A_value_may_be_a_list_in_Python() => Assert.Equal(new Pair(2, 1), await _adapted.Swap(new Pair(1, 2)));

    [Fact]
    public async Task A_list_of_values_that_are_lists_travels_one_by_one() =>
        Assert.Equal([new Pair(2, 1), new Pair(4, 3)], await _adapted.SwapEach([new Pair(1, 2), new Pair(3, 4)]));

    [Fact]
    public async Task A_dictionary_of_values_that_are_lists_travels_one_by_one() =>
        Assert.Equal([new("a", new Pair(2, 1))], await _adapted.SwapNamed(new() { ["a"] = new Pair(1, 2) }));

    [Theory]
    [InlineData(FormatShape.Value, "[values[0][1], values[0][0]]")]
    [InlineData(FormatShape.List, "tuple(value[::-1] for value in values)")]
    [InlineData(FormatShape.Dictionary, "{'a': values[0][::-1]}")]
    public async Task A_function_object_is_told_the_shape_of_its_result(FormatShape shape, string expression)
    {
        var function = PythonFunction.FromSource($"def swap(values):\n    return {expression}\n")
            .WithArgumentFormat(0, new PairFormat())
            .WithResultFormat(new PairFormat(), shape);
        var arguments = CallArguments.Of(new[] { new Pair(1, 2) });

        var swapped = shape switch
        {
            FormatShape.Value => await fixture.Executor.Submit<Pair>(function, arguments),
            FormatShape.List => Assert.Single(await fixture.Executor.Submit<List<Pair>>(function, arguments)),
            _ => (await fixture.Executor.Submit<Dictionary<string, Pair>>(function, arguments))["a"],
        };

        Assert.Equal(new Pair(2, 1), swapped);
    }

    [Fact]
    public void A_shape_that_is_none_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => { PythonFunction.FromSource("def f(): pass\n").WithResultFormat(new PairFormat(), (FormatShape)3); });

    [Theory]
    [InlineData("swap([1], values[0])", "pairs: result, item 0: TypeError: 'int' object is not subscriptable")]
    [InlineData("{}", "pairs: result: TypeError: a list is expected, and the function returned dict")]
    [InlineData("(value for value in values)", "pairs: result: TypeError: the function returned a generator; have it return the values instead")]
    public async Task A_result_of_another_shape_is_named_by_the_worker(string expression, string message)
    {
        var function = PythonFunction.FromSource($"def swap(one, two):\n    return one\n\ndef go(values):\n    return {expression}\n", "go")
            .WithArgumentFormat(0, new PairFormat())
            .WithResultFormat(new PairFormat(), FormatShape.List);

        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() =>
            fixture.Executor.Submit<List<Pair>>(function, CallArguments.Of(new[] { new Pair(1, 2) })));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encoder_that_gives_no_bytes_is_named()
    {
        var function = PythonFunction.FromSource("def text():\n    return ['text', 1]\n").WithResultFormat(new PairFormat());

        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => fixture.Executor.Submit<Pair>(function, new CallArguments()));

        Assert.Contains("pairs: result: TypeError: memoryview: a bytes-like object is required, not 'str'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bytes = list = dict = str = len = range = isinstance = complex = memoryview = 3")]
    [InlineData("from builtins import *\nValueError = None\nstruct = zlib = base64 = None")]
    [InlineData("encode = decode = TEXT = calls = None")]
    public async Task Names_of_the_user_s_file_mean_nothing_to_an_adapter(string first)
    {
        var function = PythonFunction.FromSource(first + "\ndef same(pair):\n    return pair\n", "same")
            .WithArgumentFormat(0, new PairFormat())
            .WithResultFormat(new PairFormat());

        Assert.Equal(new Pair(1, 2), await fixture.Executor.Submit<Pair>(function, CallArguments.Of(new Pair(1, 2))));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    public async Task A_large_result_that_compresses_well_is_read_whole(int mebibytes)
    {
        var blob = await _adapted.Zeros(mebibytes << 20);

        Assert.Equal(mebibytes << 20, blob.Length);
    }
}
