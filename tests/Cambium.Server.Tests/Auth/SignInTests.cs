using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>Who gets in, and how.</summary>
public sealed class SignInTests
{
    [Fact]
    public async Task Without_users_everybody_at_this_machine_may_everything()
    {
        await using var server = await PeopledServer.StartAsync(hasUsers: false);
        var client = server.Client();

        Assert.Equal(200, (await PeopledServer.GetAsync(client, "/")).Status);
        Assert.Equal(200, (await PeopledServer.GetAsync(client, "/users")).Status);
        Assert.Equal(404, (await PeopledServer.GetAsync(client, "/v2/models/nope")).Status);
    }

    [Fact]
    public async Task The_first_user_of_another_process_closes_the_server_within_a_second()
    {
        await using var server = await PeopledServer.StartAsync(hasUsers: false);
        var client = server.Client();
        Assert.Equal(200, (await PeopledServer.GetAsync(client, "/models")).Status);

        using (var other = server.Open())
        {
            other.People!.Users.Add("os:test", "root", PeopledServer.Password, Role.Admin);
        }

        server.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(303, (await PeopledServer.GetAsync(client, "/models")).Status);
    }

    [Fact]
    public async Task Basic_and_bearer_are_taken_as_clients_of_mlflow_send_them()
    {
        await using var server = await PeopledServer.StartAsync();
        var token = server.People.Tokens.Create("root", new NewToken("ci", Role.Viewer, TimeSpan.FromDays(1)));

        Assert.Equal(404, (await PeopledServer.GetAsync(server.Client(PeopledServer.Basic("vera")), "/v2/models/nope")).Status);
        Assert.Equal(404, (await PeopledServer.GetAsync(server.Client(PeopledServer.Bearer(token.Secret)), "/v2/models/nope")).Status);
        Assert.Equal(200, (await PeopledServer.GetAsync(server.Client(PeopledServer.Basic("VERA")), "/models")).Status);
        Assert.Equal(server.Time.GetUtcNow().ToUnixTimeMilliseconds(), Assert.Single(server.People.Tokens.List()).LastUsed);
    }

    [Theory]
    [InlineData(null, null, "Sign in first: send a user's name and password (MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD) or a token (MLFLOW_TRACKING_TOKEN).")]
    [InlineData("Basic", "dmVyYTp3cm9uZyBwYXNzd29yZA==", "The user name, password or token is not right, or does not hold any more.")]
    [InlineData("Basic", "bm9ib2R5OmNvcnJlY3QgaG9yc2UgYmF0dGVyeQ==", "The user name, password or token is not right, or does not hold any more.")]
    [InlineData("Basic", "%%%", "The user name, password or token is not right, or does not hold any more.")]
    [InlineData("Basic", "", "The user name, password or token is not right, or does not hold any more.")]
    [InlineData("Basic", "bm9jb2xvbg==", "The user name, password or token is not right, or does not hold any more.")]
    [InlineData("Bearer", "cmb_0000000000000000000000000000000000000000000000000000000000000000", "The user name, password or token is not right, or does not hold any more.")]
    [InlineData("Bearer", "' OR 1=1 --", "The user name, password or token is not right, or does not hold any more.")]
    [InlineData("Digest", "x", "The user name, password or token is not right, or does not hold any more.")]
    public async Task Who_is_not_known_is_told_how_to_be(string? scheme, string? parameter, string message)
    {
        await using var server = await PeopledServer.StartAsync();
        var client = server.Client();
        if (scheme is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"{scheme} {parameter}");
        }

        var (status, text, answer) = await PeopledServer.GetAsync(client, "/api/runs/0123/artifacts");

        Assert.Equal(401, status);
        Assert.Contains(message, text, StringComparison.Ordinal);
        Assert.Equal("Basic realm=\"Cambium\", charset=\"UTF-8\"", Assert.Single(answer.Headers.WwwAuthenticate).ToString());
    }

    [Fact]
    public async Task A_token_is_taken_until_the_moment_it_expires_or_is_revoked()
    {
        await using var server = await PeopledServer.StartAsync();
        var lasting = server.People.Tokens.Create("root", new NewToken("lasting", Role.Viewer, TimeSpan.FromDays(30)));
        var brief = server.People.Tokens.Create("root", new NewToken("brief", Role.Viewer, TimeSpan.FromHours(1)));
        var (first, second) = (server.Client(PeopledServer.Bearer(brief.Secret)), server.Client(PeopledServer.Bearer(lasting.Secret)));

        server.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(200, (await PeopledServer.GetAsync(first, "/v2")).Status);
        Assert.Equal(200, (await PeopledServer.GetAsync(second, "/v2")).Status);

        server.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(401, (await PeopledServer.GetAsync(first, "/v2")).Status);

        using (var other = server.Open())
        {
            other.People!.Tokens.Revoke("os:test", "lasting");
        }

        Assert.Equal(401, (await PeopledServer.GetAsync(second, "/v2")).Status);
    }

    [Fact]
    public async Task A_password_counts_until_it_is_changed_and_a_user_until_disabled_also_where_it_was_remembered()
    {
        await using var server = await PeopledServer.StartAsync();
        var (vera, ed) = (server.Client(PeopledServer.Basic("vera")), server.Client(PeopledServer.Basic("ed")));
        Assert.Equal(200, (await PeopledServer.GetAsync(vera, "/v2")).Status);
        Assert.Equal(200, (await PeopledServer.GetAsync(ed, "/v2")).Status);

        using (var other = server.Open())
        {
            other.People!.Users.SetPassword("os:test", "vera", "another password");
            other.People.Users.Disable("os:test", "ed");
        }

        Assert.Equal(401, (await PeopledServer.GetAsync(vera, "/v2")).Status);
        Assert.Equal(401, (await PeopledServer.GetAsync(ed, "/v2")).Status);
        Assert.Equal(200, (await PeopledServer.GetAsync(server.Client(PeopledServer.Basic("vera", "another password")), "/v2")).Status);
    }

    [Theory]
    [InlineData("GET", "/health", 200)]
    [InlineData("HEAD", "/health", 200)]
    [InlineData("GET", "/v2/health/ready", 200)]
    [InlineData("GET", "/login", 200)]
    [InlineData("GET", "/nothing/here", 404)]
    [InlineData("DELETE", "/models", 405)]
    [InlineData("GET", "/models", 303)]
    [InlineData("HEAD", "/models", 303)]
    [InlineData("POST", "/logout", 303)]
    [InlineData("POST", "/users", 303)]
    [InlineData("GET", "/v2/models/x", 401)]
    [InlineData("POST", "/invocations", 401)]
    public async Task Without_credentials_only_what_is_for_everybody_is_open(string method, string path, int status)
    {
        await using var server = await PeopledServer.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await server.Client().SendAsync(request, Test.Stop);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_not_told_where_the_store_is()
    {
        await using var server = await PeopledServer.StartAsync();

        Assert.DoesNotContain(server.Store.Place, (await PeopledServer.GetAsync(server.Client(), "/login")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Store.Place, (await PeopledServer.GetAsync(server.Client(), "/nothing")).Text, StringComparison.Ordinal);
        Assert.Contains(server.Store.Place, (await PeopledServer.GetAsync(await server.SignedInAsync("vera"), "/models")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_sends_to_the_form_which_leads_back()
    {
        await using var server = await PeopledServer.StartAsync();
        var client = server.Client();

        var (status, _, answer) = await PeopledServer.GetAsync(client, "/runs/compare?ids=a%2Cb");
        var (_, form, _) = await PeopledServer.GetAsync(client, answer.Headers.Location!.ToString());
        var (signedIn, _, after) = await PeopledServer.PostAsync(
            client, "/login", ("anti_forgery", PeopledServer.WordOf(form)), ("name", "vera"), ("password", PeopledServer.Password), ("next", "/runs/compare?ids=a%2Cb"));

        Assert.Equal(303, status);
        Assert.Equal("/login?next=%2Fruns%2Fcompare%3Fids%3Da%252Cb", answer.Headers.Location.ToString());
        Assert.Contains("name=\"next\" value=\"/runs/compare?ids=a%2Cb\"", form, StringComparison.Ordinal);
        Assert.Equal(303, signedIn);
        Assert.Equal("/runs/compare?ids=a%2Cb", after.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("//evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\tx", "/")]
    [InlineData("/x\r\nSet-Cookie: a=b", "/")]
    [InlineData("/expériments", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    [InlineData("/login?next=/login", "/")]
    [InlineData("/experiments/1?q=a", "/experiments/1?q=a")]
    public void After_signing_in_one_stays_on_this_server(string? next, string path) => Assert.Equal(path, SignInPages.NextOf(next));

    [Fact]
    public async Task Cookies_are_not_for_scripts_nor_for_other_sites_and_over_https_only_for_https()
    {
        await using var server = await PeopledServer.StartAsync(options: new ServerOptions { BehindProxy = true });
        var plain = Cookies((await PeopledServer.SendAsync(server.Client(), "/login", "/login", ("name", "vera"), ("password", PeopledServer.Password))).Answer);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/login");
        request.Headers.Add("X-Forwarded-Proto", "https");
        var secure = Cookies(await server.Client().SendAsync(request, Test.Stop));

        Assert.Matches("^cambium_session=[0-9a-f]{64}; max-age=43200; path=/; samesite=strict; httponly$", Assert.Single(plain));
        Assert.Matches("^__Host-cambium_form=[0-9a-f]{64}; path=/; secure; samesite=strict; httponly$", Assert.Single(secure));
    }

    [Fact]
    public async Task What_a_proxy_would_say_is_not_believed_without_one()
    {
        await using var server = await PeopledServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/login");
        request.Headers.Add("X-Forwarded-Proto", "https");

        Assert.DoesNotContain("secure", Assert.Single(Cookies(await server.Client().SendAsync(request, Test.Stop))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_so_does_the_evening()
    {
        await using var server = await PeopledServer.StartAsync();
        var (first, second) = (await server.SignedInAsync("vera"), await server.SignedInAsync("vera"));
        Assert.Contains(">vera</a>", (await PeopledServer.GetAsync(first, "/")).Text, StringComparison.Ordinal);

        var (status, _, answer) = await PeopledServer.SendAsync(first, "/", "/logout");
        Assert.Equal((303, "/login"), (status, answer.Headers.Location!.ToString()));
        Assert.Equal(303, (await PeopledServer.GetAsync(first, "/")).Status);
        Assert.Equal(200, (await PeopledServer.GetAsync(second, "/")).Status);

        server.Time.Advance(TimeSpan.FromHours(12));
        Assert.Equal(303, (await PeopledServer.GetAsync(second, "/")).Status);
    }

    [Fact]
    public async Task A_form_without_the_word_of_its_cookie_does_nothing()
    {
        await using var server = await PeopledServer.StartAsync();
        var root = await server.SignedInAsync("root");
        var (_, other, _) = await PeopledServer.GetAsync(await server.SignedInAsync("root"), "/users");

        foreach (var word in new[] { "", "0", new string('0', 64), PeopledServer.WordOf(other) })
        {
            var (status, text, _) = await PeopledServer.PostAsync(root, "/users/vera/disable", ("anti_forgery", word));

            Assert.Equal(403, status);
            Assert.Contains("This form is not one that was shown to you, or it is too old.", text, StringComparison.Ordinal);
        }

        Assert.Equal(403, (await PeopledServer.PostAsync(server.Client(), "/login", ("name", "root"), ("password", PeopledServer.Password))).Status);
        Assert.Null(server.People.Users.Get("vera").Disabled);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 401)]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "OWN", 401)]
    [InlineData("X-Nothing", "said", 401)]
    public async Task A_post_from_another_site_is_refused_before_anything_is_looked_at(string header, string value, int status)
    {
        await using var server = await PeopledServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/invocations");
        request.Headers.TryAddWithoutValidation(header, value == "OWN" ? server.Url.GetLeftPart(UriPartial.Authority) : value);

        using var answer = await server.Client().SendAsync(request, Test.Stop);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(
            status == 403,
            (await answer.Content.ReadAsStringAsync(Test.Stop)).Contains("A page of another site made your browser send this request, and it was not done.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Attempts_at_one_user_are_counted_from_the_form_and_from_programs_alike()
    {
        await using var server = await PeopledServer.StartAsync();
        var remembered = server.Client(PeopledServer.Basic("vera"));
        Assert.Equal(200, (await PeopledServer.GetAsync(remembered, "/v2")).Status);
        for (var i = 0; i < PasswordSignIn.MostPerUser; i++)
        {
            Assert.Equal(401, (await PeopledServer.GetAsync(server.Client(PeopledServer.Basic("vera", $"guess number {i}")), "/v2")).Status);
        }

        var client = server.Client();
        var (status, text, answer) = await PeopledServer.SendAsync(client, "/login", "/login", ("name", "Vera"), ("password", PeopledServer.Password));
        Assert.Equal(429, status);
        Assert.Contains("Too many attempts to sign in failed. Wait 300 seconds, then try again", text, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(5), answer.Headers.RetryAfter?.Delta);
        Assert.Equal(429, (await PeopledServer.GetAsync(server.Client(PeopledServer.Basic("vera", "guess")), "/v2")).Status);

        // Others get in, and so does whoever was let in with this password a moment ago.
        Assert.Equal(200, (await PeopledServer.GetAsync(server.Client(PeopledServer.Basic("ed")), "/v2")).Status);
        Assert.Equal(200, (await PeopledServer.GetAsync(remembered, "/v2")).Status);

        server.Time.Advance(PasswordSignIn.Window);
        Assert.Equal(200, (await PeopledServer.GetAsync(server.Client(PeopledServer.Basic("vera")), "/v2")).Status);
    }

    [Fact]
    public async Task Attempts_from_one_address_are_counted_over_all_users()
    {
        await using var server = await PeopledServer.StartAsync();
        for (var i = 0; i < PasswordSignIn.MostPerAddress; i++)
        {
            Assert.Equal(401, (await PeopledServer.GetAsync(server.Client(PeopledServer.Basic($"user{i}", "guess")), "/v2")).Status);
        }

        Assert.Equal(429, (await PeopledServer.GetAsync(server.Client(PeopledServer.Basic("vera")), "/v2")).Status);
    }

    [Fact]
    public async Task Attempts_are_in_the_audit_log_without_passwords()
    {
        await using var server = await PeopledServer.StartAsync();
        await server.SignedInAsync("vera");
        await PeopledServer.GetAsync(server.Client(PeopledServer.Basic("eve", "secret guess")), "/v2");

        Assert.Equal(["vera sign-in user:vera done from 127.0.0.1", "nobody sign-in user:eve refused from 127.0.0.1"], server.Log().TakeLast(2));
        Assert.Null(server.People.Audit.Verify().Problem);
    }

    [Fact]
    public async Task Many_calls_at_once_with_one_password_all_get_in()
    {
        await using var server = await PeopledServer.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => PeopledServer.GetAsync(server.Client(PeopledServer.Basic("vera")), "/v2")));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
    }

    [Fact]
    public async Task Another_name_is_answered_to_where_it_was_given()
    {
        await using var server = await PeopledServer.StartAsync(options: new ServerOptions { HostNames = ["models.example.org"] });

        var known = await RawRequest.SendAsync(server.Url, "GET /health HTTP/1.1", "Host: Models.Example.org:8443");
        var other = await RawRequest.SendAsync(server.Url, "GET /health HTTP/1.1", "Host: evil.example");

        Assert.Equal(200, RawRequest.StatusOf(known));
        Assert.Equal(421, RawRequest.StatusOf(other));
        Assert.Contains(
            "This server answers to models.example.org, not to 'evil.example'. Where that is a name of it, start it with --host-name evil.example too.",
            other,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_with_users_listens_for_other_machines()
    {
        await using var server = await PeopledServer.StartAsync(options: new ServerOptions { Host = "0.0.0.0" });

        Assert.Equal("0.0.0.0", server.Url.Host);
        using var client = new HttpClient();
        Assert.Equal("OK", await client.GetStringAsync(new Uri($"http://127.0.0.1:{server.Url.Port}/health"), Test.Stop));
    }

    [Theory]
    [InlineData("0.0.0.0", "192.0.2.7:5000", 200)]
    [InlineData("0.0.0.0", "[2001:db8::7]:5000", 200)]
    [InlineData("0.0.0.0", "evil.example", 421)]
    [InlineData("127.0.0.1", "192.0.2.7:5000", 421)]
    public async Task A_server_for_other_machines_is_known_by_its_address(string listensOn, string host, int status)
    {
        await using var server = await PeopledServer.StartAsync(options: new ServerOptions { Host = listensOn });

        var answer = await RawRequest.SendAsync(new Uri($"http://127.0.0.1:{server.Url.Port}"), "GET /health HTTP/1.1", $"Host: {host}");

        Assert.Equal(status, RawRequest.StatusOf(answer));
    }

    static IEnumerable<string> Cookies(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie");
}
