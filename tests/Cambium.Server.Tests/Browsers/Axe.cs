using System.Text;
using Microsoft.Playwright;

namespace Cambium.Server.Tests;

/// <summary>axe-core: finds what keeps people with disabilities from using a page.</summary>
static class Axe
{
    /// <summary>What is serious or critical of what it finds: the rule, and where it is broken.</summary>
    const string Run =
        """
        async () => {
          const result = await axe.run(document, { resultTypes: ['violations'], iframes: false });
          return result.violations
            .filter(violation => violation.impact === 'serious' || violation.impact === 'critical')
            .flatMap(violation => violation.nodes.map(node => `${violation.id} (${violation.help}): ${node.html.slice(0, 160)} ${node.any.map(one => one.message).join(' ').slice(0, 200)}`));
        }
        """;

    static readonly string Source = Read();

    /// <summary>The serious and critical violations on a page; none where all is well.</summary>
    internal static async Task<string[]> FindAsync(IPage page)
    {
        await page.EvaluateAsync(Source);
        return await page.EvaluateAsync<string[]>(Run);
    }

    static string Read()
    {
        using var stream = typeof(Axe).Assembly.GetManifestResourceStream("axe.js")!; // the project file embeds it
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
