using System.Collections.ObjectModel;

namespace GlobusCompute.Remote.Filters;

/// <summary>The filters of options: a list without nulls.</summary>
internal sealed class FilterList : Collection<IComputeCallFilter>
{
    public FilterList()
    {
    }

    public FilterList(IEnumerable<IComputeCallFilter> filters)
        : base([.. filters])
    {
    }

    protected override void InsertItem(int index, IComputeCallFilter item)
    {
        ArgumentNullException.ThrowIfNull(item);
        base.InsertItem(index, item);
    }

    protected override void SetItem(int index, IComputeCallFilter item)
    {
        ArgumentNullException.ThrowIfNull(item);
        base.SetItem(index, item);
    }
}
