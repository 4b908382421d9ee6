using System.Globalization;

namespace Cambium.Data;

/// <summary>What tells that a column holds personal data, gathered block by block.</summary>
sealed class ColumnSuspicion(string name, ColumnType type)
{
    const int MostExamples = 3;

    // Numbers that are counted up hit a check digit once in ten times or more; half of all values by chance never.
    const double NotByChance = 0.5;
    const int FewestWords = 5;

    readonly PersonalDataKind? _hint = ColumnHints.Of(name);
    readonly ValueTally[] _tallies = type is ColumnType.Boolean or ColumnType.DateTime ? [] : [.. ValueForms.All.Select(form => new ValueTally(form))];
    readonly List<string> _firsts = [];
    long _present;
    long _sentences;

    bool IsNumber => type is ColumnType.Float64 or ColumnType.Int64;

    /// <summary>Looks at a block's values.</summary>
    internal void Add(Column column)
    {
        if (column is SparseColumn)
        {
            return;
        }

        for (var row = 0; row < column.Length; row++)
        {
            if (column.Validity[row])
            {
                See(column.Format(row));
            }
        }
    }

    /// <summary>What the column likely holds; null where nothing tells.</summary>
    internal PersonalDataFinding? Finding() => _present == 0 ? null : ByValues() ?? ByName() ?? AsText();

    void See(string value)
    {
        _present++;
        foreach (var tally in _tallies)
        {
            tally.See(value, IsNumber);
        }

        if (_firsts.Count < MostExamples && !_firsts.Contains(value))
        {
            _firsts.Add(value);
        }

        _sentences += type == ColumnType.String && value.AsSpan().Count(' ') + 1 >= FewestWords ? 1 : 0;
    }

    PersonalDataFinding? ByValues()
    {
        // The most telling first; of equal ones the form that more rows have.
        var best = _tallies
            .Where(tally => tally.Count > 0 && (tally.Form.IsSure || tally.Form.Kind == _hint || tally.Count >= NotByChance * _present))
            .Where(tally => tally.Form.Kind != PersonalDataKind.Phone || _hint == PersonalDataKind.Phone || tally.Count >= NotByChance * _present)
            .MaxBy(tally => tally.Count);
        return best is null ? null : Found(best.Form.Kind, best.Count, best.Form.Reason, best.Examples);
    }

    PersonalDataFinding? ByName()
    {
        var isTold = _hint switch
        {
            null or PersonalDataKind.CardNumber => false,
            PersonalDataKind.DateOfBirth => type != ColumnType.Boolean,
            PersonalDataKind.PersonName => type is ColumnType.Category or ColumnType.String,
            _ => type is not (ColumnType.Boolean or ColumnType.Float64 or ColumnType.DateTime),
        };
        return isTold ? Found(_hint!.Value, _present, "by the column's name", _firsts) : null; // ! isTold only of a hint
    }

    PersonalDataFinding? AsText() =>
        type == ColumnType.String && _sentences >= NotByChance * _present
            ? Found(PersonalDataKind.FreeText, _sentences, "sentences, in which people may be named", _firsts)
            : null;

    PersonalDataFinding Found(PersonalDataKind kind, long rows, string reason, IEnumerable<string> examples) =>
        new(name, kind, rows, (double)rows / _present, reason, examples.Select(Shown).ToEquatableArray());

    static string Shown(string value)
    {
        var masked = Privacy.Masked(value, 1, 0);
        return masked.Length <= 40 ? masked : string.Create(CultureInfo.InvariantCulture, $"{masked.AsSpan(0, 39)}…");
    }
}
