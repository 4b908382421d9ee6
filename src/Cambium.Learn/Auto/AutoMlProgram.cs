using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Writes the C# program that fits a winner again.</summary>
static class AutoMlProgram
{
    internal static string Of(AutoMlReport report, AutoMlSource source)
    {
        var best = report.Best;
        var (target, fit) = (RecipeCode.Quoted(report.Target), report.Weight is null ? "" : $", new FitOptions {{ Weight = {RecipeCode.Quoted(report.Weight)} }}");
        return string.Create(CultureInfo.InvariantCulture, $"""
            // {best.Family}: {report.Metric} {TextTable.Number(best.Mean)} over {best.Folds.Count} folds
            using Cambium.Data;
            using Cambium.Learn;

            var table = Table.Read({RecipeCode.Quoted(source.File)}, {RecipeCode.Of(source.Csv)}){Rows(report, source)};
            var recipe = {RecipeCode.Of(best.Recipe)};
            var model = recipe.Fit(table, {target}{fit});
            model.Save("winner.model");

            """).ReplaceLineEndings("\n");
    }

    /// <summary>The calls that leave of the table what was learned from, in the order in which it was done.</summary>
    static string Rows(AutoMlReport report, AutoMlSource source)
    {
        var withTarget = $".Filter(!Expressions.Col({RecipeCode.Quoted(report.Target)}).IsMissing())";
        var before = $"{Drop(source.Drop)}{(source.DropsRowsWithoutTarget ? withTarget : "")}{Split(source)}";
        return $"{before}{(report.WithoutTarget > 0 ? withTarget : "")}{Drop(report.LeftOut)}";
    }

    static string Drop(EquatableArray<string> names) => names.Count == 0 ? "" : $".Drop({string.Join(", ", names.Select(RecipeCode.Quoted))})";

    static string Split(AutoMlSource source)
    {
        if (source.Share == 1)
        {
            return "";
        }

        var share = source.Share.ToString("R", CultureInfo.InvariantCulture);
        if (source.Time is { } time)
        {
            return $".SplitByTime({share}, {RecipeCode.Quoted(time)}).First";
        }

        var by = source.GroupBy is { } group ? $", groupBy: {RecipeCode.Quoted(group)}" : source.StratifyBy is { } classes ? $", {RecipeCode.Quoted(classes)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $".Split({share}{by}, seed: {source.Seed}).First");
    }
}
