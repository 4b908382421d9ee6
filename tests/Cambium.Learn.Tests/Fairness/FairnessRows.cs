using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Tables of given counts: truth "y", decision "d" and group "g".</summary>
static class FairnessRows
{
    /// <summary>True and false positives, false and true negatives of each group.</summary>
    internal static Table Of(params (string Group, int Tp, int Fp, int Fn, int Tn)[] groups)
    {
        var rows = groups.SelectMany(own => Enumerable.Repeat((own.Group, Y: "yes", D: "yes"), own.Tp)
            .Concat(Enumerable.Repeat((own.Group, Y: "no", D: "yes"), own.Fp))
            .Concat(Enumerable.Repeat((own.Group, Y: "yes", D: "no"), own.Fn))
            .Concat(Enumerable.Repeat((own.Group, Y: "no", D: "no"), own.Tn))).ToArray();
        return Table.Create(
            Column.Of("g", Array.ConvertAll(rows, row => row.Group)), Column.Of("y", Array.ConvertAll(rows, row => row.Y)), Column.Of("d", Array.ConvertAll(rows, row => row.D)));
    }

    internal static GroupComparison Compare(Table rows, FairnessOptions? options = null) => GroupComparison.Of(rows, "y", "d", options ?? new FairnessOptions { Columns = ["g"], Resamples = 200 });
}
