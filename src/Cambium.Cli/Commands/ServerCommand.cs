using System.CommandLine;
using Cambium.Server;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Serves the pages and the models of a store until it is stopped.</summary>
sealed class ServerCommand : ToolCommand
{
    readonly Option<string> _host = new("--host") { HelpName = "HOST", Description = "Address to listen on. Default: 127.0.0.1, this machine alone. Another, such as 0.0.0.0, needs users first.", DefaultValueFactory = _ => "127.0.0.1" };
    readonly Option<string[]> _names = new("--host-name") { HelpName = "NAME", Description = "A name that others know the server by; may be given several times. Requests to other names are refused." };
    readonly Option<bool> _proxy = new("--behind-proxy") { Description = "A proxy in front speaks HTTPS: believe its X-Forwarded-Proto and X-Forwarded-For." };
    readonly Option<bool> _privateWebhooks = new("--private-webhooks") { Description = "Let webhooks go to private addresses and over plain http, as within a closed network." };
    readonly Option<int> _readSeconds = NumberOption.Whole("--read-seconds", "N", 30, 1, 86_400, "Seconds that a request may search or read the store in all; what takes longer is stopped. Default: 30.");
    readonly Option<int> _port = ToolOptions.Port();
    readonly Option<string> _store = ToolOptions.Store();
    readonly Option<string?> _artifacts = ToolOptions.Artifacts();

    internal ServerCommand()
        : base(
            "server",
            "Serve the pages (runs, models) and the scoring of registered models, until Ctrl-C.",
            "cambium server --store ./cambium-data --port 5000",
            "cambium server --host 0.0.0.0 --host-name ml.example.org --behind-proxy")
    {
        Options.Add(_host);
        Options.Add(_names);
        Options.Add(_proxy);
        Options.Add(_privateWebhooks);
        Options.Add(_readSeconds);
        Options.Add(_port);
        Options.Add(_store);
        Options.Add(_artifacts);
    }

    protected override async Task<int> RunAsync(Invocation invocation)
    {
        var options = new ServerOptions
        {
            Host = invocation.Value(_host)!, // has a default
            HostNames = [.. invocation.Value(_names) ?? []],
            BehindProxy = invocation.Value(_proxy),
            PrivateWebhooks = invocation.Value(_privateWebhooks),
            ReadLimit = TimeSpan.FromSeconds(invocation.Value(_readSeconds)),
            Port = invocation.Value(_port),
            Store = StoreArgument.NoServer(invocation.Value(_store)!), // has a default
            Artifacts = invocation.Value(_artifacts),
        };
        await using var server = await CambiumServer.StartAsync(options, invocation.CancellationToken);
        if (options.Port != 0 && server.Url.Port != options.Port)
        {
            invocation.Terminal.Line($"Port {options.Port} is taken; this is the next free one.");
        }

        invocation.Terminal.Line($"[bold]{server.Url}[/]  serves {TrackingStore.PlaceOf(options.Store)}. Ctrl-C stops it.");
        if (!options.BehindProxy && !server.Url.IsLoopback)
        {
            invocation.Terminal.Line($"Passwords and tokens travel in the open over http. Put a proxy with HTTPS in front, and start with --behind-proxy.");
        }

        invocation.Terminal.Document(new { server.Url, Store = TrackingStore.PlaceOf(options.Store) });
        await server.WaitForShutdownAsync(invocation.CancellationToken);
        return ExitStatus.Done;
    }
}
