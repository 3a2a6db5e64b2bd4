using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Tests.Models;

public sealed class EquatableArrayTests
{
    [Fact]
    public void The_default_is_the_empty_array()
    {
        EquatableArray<string> none = default;
        Assert.Empty(none);
        Assert.Equal(EquatableArray.Of<string>(), none);
        Assert.Equal(EquatableArray.Of<string>().GetHashCode(), none.GetHashCode());
        Assert.Throws<IndexOutOfRangeException>(() => none[0]);
    }

    [Fact]
    public void Arrays_of_equal_elements_are_equal_with_equal_hashes()
    {
        var a = EquatableArray.Of("a", null, "c");
        var b = new List<string?> { "a", null, "c" }.ToEquatableArray();
        Assert.True(a == b);
        Assert.True(a.Equals((object)b));
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.Equal(["a", null, "c"], a);
    }

    [Fact]
    public void Order_length_and_null_elements_count()
    {
        var a = EquatableArray.Of<string?>("a", null);
        Assert.True(a != EquatableArray.Of<string?>(null, "a"));
        Assert.NotEqual(a, EquatableArray.Of<string?>("a"));
        Assert.NotEqual(a, EquatableArray.Of<string?>("a", null, null));
        Assert.NotEqual(EquatableArray.Of<string?>([null]), default);
        Assert.False(a.Equals("a"));
    }

    [Fact]
    public void A_null_element_does_not_reset_the_hash()
    {
        Assert.NotEqual(EquatableArray.Of("a", null).GetHashCode(), EquatableArray.Of("b", null).GetHashCode());
        Assert.NotEqual(EquatableArray.Of<string?>([null]).GetHashCode(), EquatableArray.Of<string?>().GetHashCode());
    }

    [Fact]
    public void It_is_a_copy_of_what_it_was_made_from()
    {
        int[] items = [1, 2];
        var array = items.ToEquatableArray();
        items[0] = 3;
        Assert.Equal([1, 2], array);
    }

    [Fact]
    public void Arrays_of_arrays_compare_by_content() =>
        Assert.Equal(EquatableArray.Of(EquatableArray.Of(1), default), EquatableArray.Of(EquatableArray.Of(1), EquatableArray.Of<int>()));
}
