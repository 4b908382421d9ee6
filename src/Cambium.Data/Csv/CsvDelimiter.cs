namespace Cambium.Data;

/// <summary>Finds the byte that separates fields.</summary>
static class CsvDelimiter
{
    const int SampleRecords = 500;

    /// <summary>
    /// The candidate that cuts every one of the first 500 records into the same number of fields, two or more; the one with most
    /// fields where several do. Where none does, the candidate found in the first record that most records agree with, so that
    /// the records that do not are reported; comma where none is found.
    /// </summary>
    internal static byte Detect(ReadOnlySpan<byte> sample, bool isWhole)
    {
        byte best = (byte)',';
        var bestFields = 1;
        var bestAgreement = -1.0;
        foreach (var candidate in ",;\t|"u8)
        {
            var (fields, agreement) = Agreement(sample, candidate, isWhole);
            if (fields > 1 && (agreement > bestAgreement || (agreement == bestAgreement && fields > bestFields)))
            {
                (best, bestFields, bestAgreement) = (candidate, fields, agreement);
            }
        }

        return best;
    }

    /// <summary>The fields of the first record, and the share of records that have as many.</summary>
    static (int Fields, double Agreement) Agreement(ReadOnlySpan<byte> text, byte delimiter, bool isWhole)
    {
        var first = 0;
        var records = 0;
        var agreeing = 0;
        var position = 0;
        while (position < text.Length && records < SampleRecords)
        {
            var fields = CountFields(text, delimiter, ref position, out var isBlank, out var isClosed);
            if (isBlank || (!isClosed && !isWhole && records > 0))
            {
                continue;
            }

            first = records == 0 ? fields : first;
            records++;
            agreeing += fields == first ? 1 : 0;
        }

        return (first, records == 0 ? 0 : (double)agreeing / records);
    }

    static int CountFields(ReadOnlySpan<byte> text, byte delimiter, ref int position, out bool isBlank, out bool isClosed)
    {
        var fields = 1;
        var start = position;
        var atFieldStart = true;
        var isQuoted = false;
        var inQuotes = false;
        for (; position < text.Length; position++)
        {
            var letter = text[position];
            if (inQuotes)
            {
                inQuotes = letter != '"';
            }
            else if (letter == '\n')
            {
                isBlank = position == start || (position == start + 1 && text[start] == '\r');
                isClosed = true;
                position++;
                return fields;
            }
            else if (letter == delimiter)
            {
                fields++;
                atFieldStart = true;
                isQuoted = false;
                continue;
            }
            else if (letter == '"' && (atFieldStart || (isQuoted && text[position - 1] == '"')))
            {
                isQuoted = true;
                inQuotes = true;
            }

            atFieldStart = false;
        }

        isBlank = position == start;
        isClosed = false;
        return fields;
    }
}
