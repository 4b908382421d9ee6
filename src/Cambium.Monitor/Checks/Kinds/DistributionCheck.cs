using System.Globalization;
using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>The values are spread as in the reference.</summary>
sealed record DistributionCheck : TableCheck
{
    internal DistributionCheck(string column, double below)
        : base($"{column}: distribution", [column]) =>
        Below = below > 0 && double.IsFinite(below) ? below : throw new ArgumentOutOfRangeException(nameof(below), below, "The limit of a stability index lies above 0.");

    internal double Below { get; }

    public override string Expected => $"a stability index below {Figures.Number(Below)} against the reference";

    internal override CheckRun Start(CheckOptions options, CheckReferences references)
    {
        var pass = references.Of(null, "with which it could be compared");
        pass.AskForProfile(Columns[0]);
        return new Running(this, pass);
    }

    sealed class Running(DistributionCheck check, ReferencePass reference) : CheckRun(check)
    {
        ColumnProfile? _reference;
        long[] _before = [];
        long[] _after = [];

        internal override void Add(Table block, long before)
        {
            var column = CheckedColumn.Of(block, check.Columns[0]);
            _reference ??= reference.Profile.Columns.First(one => one.Name == column.Name);
            var bins = ColumnComparison.BinsOf(_reference, reference.Profile.Rows, column)
                ?? throw new TableException($"Column '{column.Name}' is of type {TypeWord.Of(column.Type)}, and {TypeWord.Of(_reference.Type)} in the reference; these spreads are not compared.");
            _before = bins.Reference;
            _after = _after.Length == 0 ? bins.Rows : [.. _after.Zip(bins.Rows, (a, b) => a + b)];
        }

        internal override CheckResult Finish(long rows)
        {
            var (n, m) = (StabilityIndex.Total(_before), StabilityIndex.Total(_after));
            if (n == 0 || m == 0)
            {
                return Judged(false, n == 0 ? "the reference has no value" : "there is no value", rows);
            }

            var index = StabilityIndex.Of(_before, _after);
            var isChance = _before.Length < 2 || index <= StabilityIndex.ByChance(n, m, _before.Length);
            var found = string.Create(CultureInfo.InvariantCulture, $"it is {index:0.000}{(index >= check.Below && isChance ? ", no more than chance gives with so few rows" : "")}");
            return Judged(index < check.Below || isChance, found, rows);
        }
    }
}
