using System.Collections.Frozen;

namespace Cambium.Data;

/// <summary>How operations are written, and how tightly they bind.</summary>
static class Operations
{
    /// <summary>The level of what needs no parentheses anywhere.</summary>
    internal const int Primary = 8;

    /// <summary>The level of sums: what stands on both sides of a comparison binds at least as tightly.</summary>
    internal const int Sum = 5;

    /// <summary>Functions by the name that text calls them by, with the fewest and the most arguments.</summary>
    internal static readonly FrozenDictionary<string, (Operation Operation, int Fewest, int Most)> Functions =
        new Dictionary<string, (Operation, int, int)>(StringComparer.Ordinal)
        {
            ["coalesce"] = (Operation.Coalesce, 1, Expression.MostParts),
            ["power"] = (Operation.Power, 2, 2),
            ["abs"] = (Operation.Abs, 1, 1),
            ["log"] = (Operation.Log, 1, 1),
            ["exp"] = (Operation.Exp, 1, 1),
            ["sqrt"] = (Operation.Sqrt, 1, 1),
            ["floor"] = (Operation.Floor, 1, 1),
            ["ceil"] = (Operation.Ceil, 1, 1),
            ["round"] = (Operation.Round, 1, 2),
            ["clip"] = (Operation.Clip, 3, 3),
            ["length"] = (Operation.Length, 1, 1),
            ["lower"] = (Operation.Lower, 1, 1),
            ["upper"] = (Operation.Upper, 1, 1),
            ["trim"] = (Operation.Trim, 1, 1),
            ["contains"] = (Operation.Contains, 2, 2),
            ["starts_with"] = (Operation.StartsWith, 2, 2),
            ["ends_with"] = (Operation.EndsWith, 2, 2),
            ["matches"] = (Operation.Matches, 2, 2),
            ["year"] = (Operation.Year, 1, 1),
            ["month"] = (Operation.Month, 1, 1),
            ["day"] = (Operation.Day, 1, 1),
            ["hour"] = (Operation.Hour, 1, 1),
            ["minute"] = (Operation.Minute, 1, 1),
            ["second"] = (Operation.Second, 1, 1),
            ["day_of_week"] = (Operation.DayOfWeek, 1, 1),
            ["day_of_year"] = (Operation.DayOfYear, 1, 1),
            ["start_of_day"] = (Operation.StartOfDay, 1, 1),
            ["seconds_since"] = (Operation.SecondsSince, 2, 2),
            ["as_number"] = (Operation.AsNumber, 1, 1),
            ["as_whole"] = (Operation.AsWhole, 1, 1),
            ["as_text"] = (Operation.AsText, 1, 1),
            ["as_datetime"] = (Operation.AsDateTime, 1, 1),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenDictionary<Operation, string> Names = Functions.ToFrozenDictionary(pair => pair.Value.Operation, pair => pair.Key);

    /// <summary>The sign or word of an operator, the name of a function.</summary>
    internal static string NameOf(Operation operation) => operation switch
    {
        Operation.Or => "or",
        Operation.And => "and",
        Operation.Not => "not",
        Operation.Equal => "=",
        Operation.NotEqual => "!=",
        Operation.Less => "<",
        Operation.LessOrEqual => "<=",
        Operation.Greater => ">",
        Operation.GreaterOrEqual => ">=",
        Operation.In => "in",
        Operation.Between => "between",
        Operation.IsMissing => "is missing",
        Operation.Add => "+",
        Operation.Subtract or Operation.Negate => "-",
        Operation.Multiply => "*",
        Operation.Divide => "/",
        Operation.Remainder => "%",
        Operation.Case => "case",
        _ => Names[operation],
    };

    /// <summary>How tightly an operation binds; the loosest is 1.</summary>
    internal static int LevelOf(Operation operation) => operation switch
    {
        Operation.Or => 1,
        Operation.And => 2,
        Operation.Not => 3,
        >= Operation.Equal and <= Operation.IsMissing => 4,
        Operation.Add or Operation.Subtract => Sum,
        Operation.Multiply or Operation.Divide or Operation.Remainder => 6,
        Operation.Negate => 7,
        _ => Primary,
    };
}
