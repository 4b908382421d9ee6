using System.Text;
using Cambium.Data;

namespace Cambium.Bench;

/// <summary>Facts about the mixed table of ten columns that the works of files read and write.</summary>
static class MixedTableFacts
{
    /// <summary>What the peer must find too. A column of another type than expected ends the run.</summary>
    public static Dictionary<string, object> Of(Table table)
    {
        var facts = new Dictionary<string, object> { ["rows"] = table.RowCount };
        foreach (var name in (string[])["id", "quantity"])
        {
            var sum = 0L;
            foreach (var value in table.Column<long>(name).Values)
            {
                sum += value;
            }

            facts[name + "_sum"] = sum;
        }

        foreach (var name in (string[])["price", "reading", "ratio"])
        {
            var sum = 0.0;
            foreach (var value in table.Column<double>(name).Values)
            {
                sum += double.IsNaN(value) ? 0 : value;
            }

            facts[name + "_sum"] = sum;
        }

        foreach (var name in (string[])["quantity", "ratio", "status", "city"])
        {
            facts[name + "_missing"] = table[name].MissingCount;
        }

        foreach (var name in (string[])["status", "city"])
        {
            facts[name + "_distinct"] = ((CategoryColumn)table[name]).Levels.Count;
        }

        facts["note_characters"] = Characters((TextColumn)table["note"]);
        facts["active_true"] = table.Column<bool>("active").Values.Count(true);
        facts["created_seconds"] = Seconds(table.Column<DateTime>("created").Values);
        return facts;
    }

    static long Characters(TextColumn texts)
    {
        var characters = 0L;
        for (var row = 0; row < texts.Length; row++)
        {
            characters += Encoding.UTF8.GetCharCount(texts.Utf8(row));
        }

        return characters;
    }

    static long Seconds(ReadOnlySpan<DateTime> moments)
    {
        var seconds = 0L;
        foreach (var moment in moments)
        {
            seconds += (moment - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
        }

        return seconds;
    }
}
