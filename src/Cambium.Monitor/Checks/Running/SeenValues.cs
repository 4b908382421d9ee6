using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>The values of a column that a profile does not keep: a few distinct texts, and the earliest moment.</summary>
/// <param name="mostTexts">Once there is one text more, no further ones are kept.</param>
sealed class SeenValues(int mostTexts)
{
    readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    /// <summary>The distinct texts.</summary>
    internal IEnumerable<string> Texts => _texts;

    /// <summary>The earliest moment; null without any.</summary>
    internal DateTime? Earliest { get; set; }

    internal void Add(Column column)
    {
        switch (column)
        {
            case Column<DateTime> moments:
                for (var row = 0; row < moments.Length; row++)
                {
                    if (moments.Validity[row] && !(Earliest <= moments.Values[row]))
                    {
                        Earliest = moments.Values[row];
                    }
                }

                break;
            case CategoryColumn or TextColumn:
                for (var row = 0; row < column.Length && _texts.Count <= mostTexts; row++)
                {
                    if (column.Validity[row])
                    {
                        _texts.Add(column.Format(row));
                    }
                }

                break;
            default:
                break;
        }
    }
}
