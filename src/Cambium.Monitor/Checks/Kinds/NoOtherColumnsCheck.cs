using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>There are no columns but the given ones.</summary>
sealed record NoOtherColumnsCheck(EquatableArray<string> Known) : TableCheck("no other columns", [])
{
    public override string Expected => $"no columns but the {Known.Count} named";

    internal override CheckRun Start(CheckOptions options, CheckReferences references) => new Running(this);

    sealed class Running(NoOtherColumnsCheck check) : CheckRun(check)
    {
        readonly HashSet<string> _known = [.. check.Known];
        readonly SortedSet<string> _others = new(StringComparer.Ordinal);

        internal override void Add(Table block, long before) => _others.UnionWith(block.Columns.Select(column => column.Name).Where(name => !_known.Contains(name)));

        internal override CheckResult Finish(long rows) =>
            Judged(_others.Count == 0, _others.Count == 0 ? "there are none" : $"there {(_others.Count == 1 ? "is" : "are")} also {string.Join(", ", _others)}", rows);
    }
}
