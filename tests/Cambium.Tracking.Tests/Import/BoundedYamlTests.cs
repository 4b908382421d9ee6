using System.Text;
using Cambium.Numerics;

namespace Cambium.Tracking.Tests;

public sealed class BoundedYamlTests
{
    const string Whole = """
        artifact_location: mlflow-artifacts:/1
        creation_time: 1700000000000
        tags: [a, 'b c', {key: k, value: "v: w"}]
        inputs:
          - {name: x, type: double, required: true}
          - name: "y"
            type: long
        note: |
          two
          lines
        """;

    [Fact]
    public void A_damaged_file_is_refused_and_never_ends_the_import_otherwise()
    {
        var random = new RandomStream(20261122);
        var whole = Encoding.UTF8.GetBytes(Whole);
        var marks = "[]{}:,-'\"|>&*!%@`#?\n\t\0 ax1"u8.ToArray();
        var refused = 0;
        for (var run = 0; run < 20_000; run++)
        {
            var text = whole.ToList();
            for (var change = 1 + random.NextInt(4); change > 0; change--)
            {
                var at = random.NextInt(text.Count);
                switch (random.NextInt(3))
                {
                    case 0:
                        text[at] = marks[random.NextInt(marks.Length)];
                        break;
                    case 1:
                        text.Insert(at, marks[random.NextInt(marks.Length)]);
                        break;
                    default:
                        text.RemoveRange(at, Math.Min(text.Count - at, 1 + random.NextInt(5)));
                        break;
                }
            }

            try
            {
                Assert.NotNull(BoundedYaml.Parse(Encoding.UTF8.GetString([.. text]), "meta.yaml"));
            }
            catch (TrackingException e)
            {
                Assert.Contains("meta.yaml", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 19_000);
    }
}
