using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Cambium.Server.Tests;

/// <summary>A browser tab that remembers everything that went wrong in it.</summary>
sealed class Tab : IAsyncDisposable
{
    /// <summary>What Chromium says where <see cref="CheckAsync"/> looks at a chart's pixels a second time.</summary>
    const string ReadAgain = "Multiple readback operations using getImageData";

    readonly IBrowserContext _context;
    readonly string _variant;
    readonly bool _isWide;
    readonly List<string> _problems = [];

    internal Tab(IBrowserContext context, IPage page, string variant, bool isWide)
    {
        _isWide = isWide;
        _context = context;
        _variant = variant;
        Page = page;
        page.Console += (_, message) => Note(message.Type is "error" or "warning" && !message.Text.Contains(ReadAgain, StringComparison.Ordinal), $"console {message.Type}: {message.Text}");
        page.PageError += (_, error) => Note(isProblem: true, $"uncaught: {error}");
        page.RequestFailed += (_, request) => Note(isProblem: true, $"failed: {request.Url} {request.Failure}");
        page.Response += (_, response) => Note(response.Status >= 400, $"{response.Status}: {response.Url}");
        page.Dialog += async (_, dialog) =>
        {
            Note(isProblem: true, $"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    /// <summary>The page that is shown.</summary>
    internal IPage Page { get; }

    /// <summary>Everything that went wrong so far.</summary>
    internal IReadOnlyList<string> Problems => _problems;

    /// <summary>Goes to an address, waits until the charts are drawn, and checks what must hold on every page.</summary>
    internal async Task VisitAsync(string address, string name)
    {
        await Page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        await CheckAsync(name);
    }

    /// <summary>Waits until the address holds a text and its page is loaded. The address is asked for again and again: a wait for the change misses one that came just before.</summary>
    internal async Task ReachAsync(string part)
    {
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex(Regex.Escape(part), RegexOptions.None, TimeSpan.FromSeconds(1)), new PageAssertionsToHaveURLOptions { Timeout = 30_000 });
        await Page.WaitForLoadStateAsync(LoadState.Load);
    }

    /// <summary>Goes to an address that is not there, and checks what must hold on the page that says so.</summary>
    internal async Task VisitMissingAsync(string address, string name)
    {
        var answer = await Page.GotoAsync(address);
        Assert.Equal(404, answer?.Status);
        Assert.All(_problems, problem => Assert.Contains("404", problem, StringComparison.Ordinal));
        _problems.Clear();
        await CheckAsync(name);
    }

    /// <summary>Checks what must hold on every page: charts drawn, nothing wider than the screen, nothing in the console; on a wide
    /// screen, whose page has everything that a narrow one has, also that axe-core finds nothing serious.</summary>
    internal async Task CheckAsync(string name)
    {
        await Page.WaitForFunctionAsync("() => [...document.querySelectorAll('[data-chart]')].every(chart => chart.dataset.drawn)");
        var blank = await Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('[data-chart]')].filter(chart => {
              const canvas = chart.querySelector('canvas');
              const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              let painted = 0;
              for (let i = 3; i < pixels.length; i += 4) {
                painted += pixels[i] > 0 ? 1 : 0;
              }
              return !echarts.getInstanceByDom(chart) || painted < 500;
            }).map(chart => chart.dataset.chart)
            """);
        await ScreenshotAsync(name);
        Assert.Empty(blank);
        var wide = await Page.EvaluateAsync<string[]>(
            """
            () => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('main *')]
              .filter(element => element.getBoundingClientRect().right > innerWidth + 1 && !element.parentElement.closest('.scroll, .sections, pre'))
              .map(element => element.outerHTML.slice(0, 120))
            """);
        Assert.Empty(wide);
        Assert.True(await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the screen.");
        if (_isWide)
        {
            Assert.Empty(await Axe.FindAsync(Page));
        }

        Assert.Empty(_problems);
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    /// <summary>Keeps a picture of the whole page where CAMBIUM_SCREENSHOTS names a folder.</summary>
    async Task ScreenshotAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("CAMBIUM_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{_variant}.png"), FullPage = true });
        }
    }

    void Note(bool isProblem, string problem)
    {
        if (isProblem)
        {
            _problems.Add(problem);
        }
    }
}
