using System.Text;

namespace Cambium.Tracking;

/// <summary>The lines of a text file, one after the other; of one that is longer than any that MLflow writes only the beginning is kept in memory.</summary>
static class BoundedLines
{
    const int Longest = 2000;

    internal static IEnumerable<string> Read(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        var line = new StringBuilder();
        var buffer = new char[16 * 1024];
        int count;
        while ((count = reader.Read(buffer)) > 0)
        {
            for (var i = 0; i < count; i++)
            {
                if (buffer[i] == '\n')
                {
                    yield return line.ToString();
                    line.Clear();
                }
                else if (line.Length < Longest)
                {
                    line.Append(buffer[i]);
                }
            }
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }
}
