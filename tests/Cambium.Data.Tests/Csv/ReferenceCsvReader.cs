using System.Text;

namespace Cambium.Data.Tests;

/// <summary>Reads CSV one byte after another: what the parallel reader must agree with.</summary>
sealed class ReferenceCsvReader(ReadOnlyMemory<byte> text, CsvOptions options, CsvSource source)
{
    readonly List<Cell> _cells = [];
    readonly List<int> _recordStarts = [];
    readonly byte[][] _missing = [.. options.MissingTokens.Select(Encoding.UTF8.GetBytes)];
    byte _delimiter;

    readonly record struct Cell(int Start, int Length, bool Quoted);

    internal Table Read()
    {
        var span = text.Span;
        if (span is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw source.Utf16();
        }

        var nul = span.IndexOf((byte)0);
        if (nul >= 0)
        {
            throw nul < 4 ? source.Utf16() : source.Nul(LineOf(nul), nul);
        }

        CheckUtf8(span);
        var start = span is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        while (start < span.Length && (span[start] == '\n' || span[start..] is [(byte)'\r', (byte)'\n', ..] or [(byte)'\r']))
        {
            start += span[start] == '\n' ? 1 : Math.Min(2, span.Length - start);
        }

        if (start == span.Length)
        {
            throw source.Empty();
        }

        _delimiter = options.Delimiter is { } given
            ? (byte)given
            : CsvDelimiter.Detect(span[start..Math.Min(span.Length, 1 << 20)], span.Length <= 1 << 20);
        var names = Cut(start);
        var columns = names.Length;
        var first = options.Header ? 1 : 0;
        var rows = _recordStarts.Count - first;
        var result = new Column[columns];
        foreach (var declared in options.Types)
        {
            if (!names.Contains(declared.Name))
            {
                throw source.UnknownColumn(declared.Name, names);
            }
        }

        for (var column = 0; column < columns; column++)
        {
            var cells = new Cell[rows];
            for (var row = 0; row < rows; row++)
            {
                cells[row] = _cells[((row + first) * columns) + column];
            }

            result[column] = Build(names[column], cells, options.Types.FirstOrDefault(field => field.Name == names[column]));
        }

        return Table.Create(result);
    }

    string[] Cut(int start)
    {
        var span = text.Span;
        var columns = 0;
        string[] names = [];
        for (var position = start; position < span.Length;)
        {
            var recordStart = position;
            var before = _cells.Count;
            var ended = false;
            while (!ended)
            {
                ended = Field(ref position, before, names);
            }

            var found = _cells.Count - before;
            if (found == 1 && columns > 1 && _cells[^1].Length == 0 && !_cells[^1].Quoted)
            {
                _cells.RemoveAt(_cells.Count - 1);
                continue;
            }

            if (_recordStarts.Count == 0)
            {
                columns = found;
                names = Names(recordStart);
            }
            else if (found != columns)
            {
                throw source.FieldCount(
                    LineOf(recordStart), found, columns, options.Header ? "the header" : "the first record", (char)_delimiter);
            }

            _recordStarts.Add(recordStart);
        }

        return names;
    }

    bool Field(ref int position, int before, string[] names)
    {
        var span = text.Span;
        if (position < span.Length && span[position] == '"')
        {
            var opened = position++;
            while (true)
            {
                var close = span[position..].IndexOf((byte)'"');
                if (close < 0)
                {
                    throw source.UnclosedQuote(LineOf(opened));
                }

                position += close + 1;
                if (position == span.Length || span[position] != '"')
                {
                    break;
                }

                position++;
            }

            _cells.Add(new Cell(opened + 1, position - opened - 2, true));
            if (position < span.Length && span[position] == '\r' && (position + 1 == span.Length || span[position + 1] == '\n'))
            {
                position++;
            }

            if (position == span.Length)
            {
                return true;
            }

            if (span[position] != _delimiter && span[position] != '\n')
            {
                var column = _cells.Count - before - 1;
                throw source.AfterQuote(LineOf(position), column < names.Length ? names[column] : $"column_{column + 1}");
            }

            return span[position++] == '\n';
        }

        var length = span[position..].IndexOfAny(_delimiter, (byte)'\n');
        var end = length < 0 ? span.Length : position + length;
        var isLast = end == span.Length || span[end] == '\n';
        var trimmed = isLast && end > position && span[end - 1] == '\r' ? end - 1 : end;
        _cells.Add(new Cell(position, trimmed - position, false));
        position = Math.Min(end + 1, span.Length);
        return isLast;
    }

    string[] Names(int start)
    {
        if (!options.Header)
        {
            return [.. Enumerable.Range(1, _cells.Count).Select(number => $"column_{number}")];
        }

        var names = _cells.Select(Text).ToArray();
        var blank = Enumerable.Range(1, names.Length).Where(position => string.IsNullOrWhiteSpace(names[position - 1])).ToArray();
        if (blank.Length > 0)
        {
            throw source.BlankNames(LineOf(start), blank);
        }

        foreach (var name in names)
        {
            var positions = Enumerable.Range(1, names.Length).Where(position => names[position - 1] == name).ToArray();
            if (positions.Length > 1)
            {
                throw source.DuplicateName(LineOf(start), name, positions);
            }
        }

        return names;
    }

    Column Build(string name, Cell[] cells, Field? declared)
    {
        var type = declared?.Type ?? Infer(cells);
        switch (type)
        {
            case ColumnType.Int64:
                return Typed(name, cells, type, (ReadOnlySpan<byte> cell, out long value) => ValueText.TryInt64(cell, declared is not null, out value), 0L);
            case ColumnType.Float64:
                var numbers = Typed(name, cells, type, (ReadOnlySpan<byte> cell, out double value) => ValueText.TryFloat64(cell, declared is not null, out value), double.NaN);
                return Column.Of(name, numbers.Values.ToArray());
            case ColumnType.Boolean:
                return Typed<bool>(name, cells, type, ValueText.TryBoolean, false);
            case ColumnType.DateTime:
                return Typed<DateTime>(name, cells, type, ValueText.TryDateTime, default);
        }

        var values = cells.Select(cell => IsMissing(cell) ? null : Text(cell)).ToArray();
        var levels = values.OfType<string>().Distinct().Order(StringComparer.Ordinal).ToArray();
        if (declared is null ? CategoryRule.Repeats(levels.Length, values.Count(value => value is not null)) : type == ColumnType.Category)
        {
            levels = [.. declared?.Levels ?? [], .. levels.Except(declared?.Levels ?? [])];
            var codeOf = levels.Select((level, code) => (level, code)).ToDictionary(pair => pair.level, pair => pair.code);
            return new CategoryColumn(name, values.Select(value => value is null ? CategoryColumn.MissingCode : codeOf[value]).ToArray(), levels.ToEquatableArray());
        }

        return TextColumn.FromValues(name, values);
    }

    delegate bool Parse<T>(ReadOnlySpan<byte> text, out T value);

    Column<T> Typed<T>(string name, Cell[] cells, ColumnType type, Parse<T> parse, T missing)
        where T : unmanaged
    {
        var values = new T[cells.Length];
        var isValid = new bool[cells.Length];
        for (var row = 0; row < cells.Length; row++)
        {
            var cell = cells[row];
            if (cell.Length == 0 || IsMissing(cell))
            {
                values[row] = missing;
            }
            else if (parse(text.Span.Slice(cell.Start, cell.Length), out values[row]))
            {
                isValid[row] = true;
            }
            else
            {
                throw source.BadValue(LineOf(cell.Start), name, Text(cell), type);
            }
        }

        return new Column<T>(name, values, Validity.FromRows(values.Length, row => isValid[row]));
    }

    ColumnType Infer(Cell[] cells)
    {
        var (whole, number, truth, moment) = (true, true, true, true);
        var hasEmptyText = false;
        var hasValue = false;
        foreach (var cell in cells)
        {
            var value = text.Span.Slice(cell.Start, cell.Length);
            if (IsMissing(cell))
            {
                continue;
            }

            if (cell.Length == 0)
            {
                hasEmptyText = true;
                continue;
            }

            hasValue = true;
            whole = whole && ValueText.TryInt64(value, false, out _);
            number = number && ValueText.TryFloat64(value, false, out var read) && !(cell.Quoted && double.IsNaN(read));
            truth = truth && ValueText.TryBoolean(value, out _);
            moment = moment && ValueText.TryDateTime(value, out _);
        }

        return hasEmptyText && !hasValue ? ColumnType.String
            : whole && hasValue ? ColumnType.Int64
            : number ? ColumnType.Float64
            : truth ? ColumnType.Boolean
            : moment ? ColumnType.DateTime
            : ColumnType.String;
    }

    bool IsMissing(Cell cell)
    {
        if (cell.Quoted)
        {
            return false;
        }

        foreach (var token in _missing)
        {
            if (text.Span.Slice(cell.Start, cell.Length).SequenceEqual(token))
            {
                return true;
            }
        }

        return false;
    }

    string Text(Cell cell)
    {
        var value = Encoding.UTF8.GetString(text.Span.Slice(cell.Start, cell.Length));
        return cell.Quoted ? value.Replace("\"\"", "\"", StringComparison.Ordinal) : value;
    }

    long LineOf(int offset) => 1 + text.Span[..offset].Count((byte)'\n');

    void CheckUtf8(ReadOnlySpan<byte> span)
    {
        for (var offset = 0; !System.Text.Unicode.Utf8.IsValid(span[offset..]);)
        {
            while (Rune.DecodeFromUtf8(span[offset..], out _, out var used) == System.Buffers.OperationStatus.Done)
            {
                offset += used;
            }

            throw source.InvalidUtf8(LineOf(offset), offset, span[offset]);
        }
    }
}
