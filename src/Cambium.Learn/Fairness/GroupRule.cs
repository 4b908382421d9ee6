using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How training rows were told apart into groups, so that other rows can be told apart the same way.</summary>
/// <param name="Fields">The columns of the groups; none makes one group of all rows.</param>
/// <param name="Borders">Where columns of many numbers are cut.</param>
/// <param name="Names">The groups of the training rows, the largest first.</param>
sealed record GroupRule(EquatableArray<Field> Fields, EquatableArray<GroupBorders> Borders, EquatableArray<string> Names)
{
    /// <summary>The code of a row of a group that no training row was of.</summary>
    internal const int Unseen = -1;

    /// <summary>Columns of more numbers than are told apart one by one become so many groups of about equal size.</summary>
    const int Bins = 4;

    /// <summary>More groups than can be treated each by itself.</summary>
    const int MostGroups = 200;

    /// <summary>Learns the groups of training rows.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="chosen">The columns; open: none.</param>
    /// <returns>The rule and the group of each row.</returns>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">A column makes no groups, too many, or is mostly missing.</exception>
    internal static (GroupRule Rule, int[] Codes) Learn(Table features, ColumnSelection chosen)
    {
        var columns = Columns(features, chosen);
        Array.ForEach(columns, GroupKeys.Check);
        var borders = columns.Select(column => (column.Name, Borders: GroupKeys.OwnBorders(column, Bins)))
            .Where(own => own.Borders is not null).Select(own => new GroupBorders(own.Name, own.Borders!.ToEquatableArray())).ToEquatableArray(); // not null by the line above
        var rule = new GroupRule(columns.Select(StepColumns.FieldOf).ToEquatableArray(), borders, []);
        var labels = rule.Labels(features);
        rule = rule with { Names = GroupKeys.BySize(labels) };
        return rule.Names.Count <= MostGroups
            ? (rule, rule.Codes(labels))
            : throw new TableException(
                $"The columns {string.Join(", ", columns.Select(column => $"'{column.Name}'"))} make {rule.Names.Count} groups of {features.RowCount} rows, expected at most {MostGroups}. " +
                "Name columns of fewer values, or join values first.") { Column = columns[0].Name };
    }

    /// <summary>The columns that a selection takes; an open one takes none.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    internal static Column[] Columns(Table features, ColumnSelection chosen)
    {
        foreach (var name in chosen.Names.Concat(chosen.Excepted))
        {
            _ = features[name];
        }

        return chosen.IsOpen ? [] : [.. features.Columns.Where(chosen.IsOpenFor)];
    }

    /// <summary>The group of each row, or <see cref="Unseen"/>.</summary>
    /// <exception cref="ArgumentException">A column is not there; the message says what for.</exception>
    /// <exception cref="TableException">A column is of another type than it was when the rule was learned.</exception>
    internal int[] Assign(Table rows)
    {
        CheckThere(rows);
        return Codes(Labels(ColumnFit.Fit(rows, Fields)));
    }

    /// <summary>Refuses rows without the columns that tell the groups.</summary>
    /// <exception cref="ArgumentException">A column is not there; the message says what for.</exception>
    internal void CheckThere(Table rows)
    {
        var absent = Fields.Where(field => !rows.Contains(field.Name)).Select(field => $"'{field.Name}'").ToArray();
        if (absent.Length > 0)
        {
            throw new ArgumentException(
                $"There is no column {string.Join(", ", absent)}, which tells the groups that this model decides by. Give it with the rows; a row of which it is not known may have it missing.", nameof(rows));
        }
    }

    internal void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(Fields));
        writer.Value("borders", Borders);
        writer.Value("groups", Names);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ModelFormatException">It contradicts itself.</exception>
    internal static GroupRule Read(ModelReader reader, Schema input)
    {
        var fields = reader.Schema("columns").Fields;
        if (fields.FirstOrDefault(field => input.Find(field.Name) != field) is { } stranger)
        {
            throw new ModelFormatException($"model.json: the groups go by the column '{stranger.Name}', which is not among the model's. The file is damaged or was edited; save the model again.");
        }

        var borders = reader.Value<EquatableArray<GroupBorders>>("borders");
        foreach (var own in borders)
        {
            if (own is null || !fields.Any(field => field.Name == own.Column) || own.Values.Any(value => !double.IsFinite(value)))
            {
                throw new ModelFormatException("model.json: 'borders' must be finite numbers for columns of the groups. The file is damaged or was edited; save the model again.");
            }
        }

        return new GroupRule(fields, borders, reader.Classes("groups"));
    }

    string[] Labels(Table rows) =>
        GroupKeys.Joined([.. Fields.Select(field => GroupKeys.Labels(rows[field.Name], Borders.FirstOrDefault(own => own.Column == field.Name) is { } cut ? [.. cut.Values] : null))], rows.RowCount);

    int[] Codes(string[] labels)
    {
        var placeOf = Names.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place);
        return Array.ConvertAll(labels, label => placeOf.GetValueOrDefault(label, Unseen));
    }
}
