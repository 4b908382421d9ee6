namespace Cambium.Data;

/// <summary>Reads a row group a block of rows at a time: of each column as many pages as the block needs; what they hold beyond it waits for the next block.</summary>
/// <param name="file">The file.</param>
/// <param name="group">The row group.</param>
/// <param name="types">Which columns of text hold categories.</param>
/// <param name="conform">Gives a column, by its place, the levels that all blocks have.</param>
sealed class RowGroupBlocks(ParquetFile file, int group, IReadOnlyDictionary<string, ColumnType> types, Func<int, Column, Column> conform)
{
    readonly ColumnCursor[] _cursors = file.OpenColumns(group, types);

    /// <summary>The blocks, each of so many rows but the last.</summary>
    internal IEnumerable<Table> Read(int rows)
    {
        var waiting = Array.ConvertAll(_cursors, _ => new List<Column>());
        for (var left = file.RowCount(group); left > 0;)
        {
            var count = Math.Min(rows, left);
            Decode(waiting, count);
            yield return Table.Create([.. waiting.Select(pieces => Take(pieces, count))]);
            left -= count;
        }
    }

    void Decode(List<Column>[] waiting, int rows)
    {
        int[] needy = [.. Enumerable.Range(0, _cursors.Length).Where(i => RowsOf(waiting[i]) < rows)];
        var runs = Array.ConvertAll(needy, i => _cursors[i].Advance(rows - RowsOf(waiting[i])));
        var budget = file.NewBudget(runs.Sum(run => run.Length));
        file.ForEach(needy.Length, (scratch, piece) =>
        {
            var i = needy[piece];
            waiting[i].Add(conform(i, _cursors[i].Read(runs[piece], budget, new NumberingRule(int.MaxValue, Samples: false), scratch)));
        });
    }

    static int RowsOf(List<Column> pieces) => pieces.Sum(piece => piece.Length);

    /// <summary>Takes the first rows of pieces out.</summary>
    static Column Take(List<Column> pieces, int rows)
    {
        var taken = new List<Column>();
        for (var left = rows; left > 0;)
        {
            var first = pieces[0];
            pieces.RemoveAt(0);
            if (first.Length > left)
            {
                pieces.Insert(0, first.Slice(left, first.Length - left));
                first = first.Slice(0, left);
            }

            taken.Add(first);
            left -= first.Length;
        }

        return taken is [var only] ? only : ColumnPieces.Join(taken);
    }
}
