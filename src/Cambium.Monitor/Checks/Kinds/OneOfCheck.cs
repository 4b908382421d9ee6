using System.Globalization;
using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>Every value is one of those given.</summary>
sealed record OneOfCheck : RowCheck
{
    const int MostNamed = 12;

    internal OneOfCheck(string column, EquatableArray<string> values)
        : base($"{column}: one of", [column])
    {
        if (values.Count == 0 || values.Distinct(StringComparer.Ordinal).Count() != values.Count)
        {
            throw new ArgumentException($"The values of column '{column}' are {values}; name one or more, each once.", nameof(values));
        }

        Values = values;
    }

    internal EquatableArray<string> Values { get; }

    public override string Expected => $"one of {string.Join(", ", Values.Take(MostNamed))}{(Values.Count > MostNamed ? $" and {Values.Count - MostNamed} more" : "")}";

    private protected override Func<Table, Func<int, bool?>> Judging(CheckReferences references)
    {
        var texts = Values.ToHashSet(StringComparer.Ordinal);
        var numbers = new HashSet<double>();
        foreach (var value in Values)
        {
            if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                numbers.Add(number);
            }
        }

        return block =>
        {
            var column = CheckedColumn.Of(block, Columns[0]);
            var validity = column.Validity;
            switch (column)
            {
                case Column<double> or Column<long>:
                    var numberOf = CheckedColumn.Numbers(block, Columns[0]);
                    return row => validity[row] ? numbers.Contains(numberOf(row)) : null;
                case CategoryColumn category:
                    var known = category.Levels.Select(texts.Contains).ToArray();
                    return row => validity[row] ? known[category.Codes[row]] : null;
                default:
                    return row => validity[row] ? texts.Contains(column.Format(row)) : null;
            }
        };
    }
}
