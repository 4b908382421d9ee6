using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>A server of a test's own over a store with users, whose clock is stepped and whose passwords are hashed fast.</summary>
sealed partial class PeopledServer : IAsyncDisposable
{
    internal const string Password = "correct horse battery";

    readonly string _folder = Directory.CreateTempSubdirectory("cambium-people-").FullName;
    readonly List<HttpClient> _clients = [];
    CambiumServer? _server;

    internal SteppedTime Time { get; } = new();

    internal Uri Url => Server.Url;

    internal CambiumServer Server => _server ?? throw new InvalidOperationException("Not started.");

    internal TrackingStore Store { get; private set; } = null!; // set by StartAsync

    internal PeopleStores People => Store.People!; // an own store keeps people

    /// <summary>Starts a server over a store with users root (admin), vera (viewer), ed (editor), max (manager) and nora (none); or with none.</summary>
    internal static async Task<PeopledServer> StartAsync(bool hasUsers = true, ServerOptions? options = null)
    {
        var server = new PeopledServer();
        server.Store = server.Open();
        if (hasUsers)
        {
            foreach (var (name, role) in new[] { ("root", Role.Admin), ("vera", Role.Viewer), ("ed", Role.Editor), ("max", Role.Manager), ("nora", Role.None) })
            {
                server.People.Users.Add("os:test", name, Password, role);
            }
        }

        server._server = await CambiumServer.StartAsync((options ?? new ServerOptions()) with { Port = 0 }, new Tracker(server.Store, server.Time), server.Time, Test.Stop);
        return server;
    }

    /// <summary>The store as another process would open it.</summary>
    internal TrackingStore Open() => OpenStore(_folder, Time);

    /// <summary>A store whose passwords are hashed fast.</summary>
    internal static TrackingStore OpenStore(string folder, TimeProvider time)
    {
        var artifacts = new FolderArtifactStore(Path.Combine(folder, "artifacts"), Path.Combine(folder, "unfinished"), time);
        var database = SqliteDatabase.Open(Path.Combine(folder, "cambium.db"));
        return TrackingStore.Over(folder, database, artifacts, time) with { People = PeopleStores.Over(database, time, new PasswordHasher(iterations: 10)) };
    }

    /// <summary>A client that keeps cookies, follows no redirects and has said nothing yet.</summary>
    internal HttpClient Client(AuthenticationHeaderValue? credentials = null)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = credentials;
        _clients.Add(client);
        return client;
    }

    internal static AuthenticationHeaderValue Basic(string name, string password = Password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));

    internal static AuthenticationHeaderValue Bearer(string token) => new("Bearer", token);

    /// <summary>Asks and gives the status and the text of the answer.</summary>
    internal static async Task<(int Status, string Text, HttpResponseMessage Answer)> GetAsync(HttpClient client, string path)
    {
        var answer = await client.GetAsync(Address.Of(path), Test.Stop);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Test.Stop), answer);
    }

    /// <summary>Sends the form of a page, with the word that the page has.</summary>
    internal static async Task<(int Status, string Text, HttpResponseMessage Answer)> SendAsync(HttpClient client, string page, string action, params (string Name, string Value)[] fields)
    {
        var (_, html, _) = await GetAsync(client, page);
        return await PostAsync(client, action, [("anti_forgery", WordOf(html)), .. fields]);
    }

    internal static async Task<(int Status, string Text, HttpResponseMessage Answer)> PostAsync(HttpClient client, string action, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var answer = await client.PostAsync(Address.Of(action), content, Test.Stop);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Test.Stop), answer);
    }

    /// <summary>A client that has signed in with the form.</summary>
    internal async Task<HttpClient> SignedInAsync(string name)
    {
        var client = Client();
        var (status, _, _) = await SendAsync(client, "/login", "/login", ("name", name), ("password", Password));
        Assert.Equal(303, status);
        return client;
    }

    internal static string WordOf(string html) => Word().Match(html).Groups["word"].Value;

    /// <summary>What the audit log holds, the oldest first.</summary>
    internal IEnumerable<string> Log() =>
        People.Audit.Read(null, 100).Reverse().Select(entry => $"{entry.Actor} {entry.Action} {entry.Subject} {entry.Outcome} {entry.Details}".TrimEnd());

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex("name=\"anti_forgery\" value=\"(?<word>[0-9a-f]{64})\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Word();
}
