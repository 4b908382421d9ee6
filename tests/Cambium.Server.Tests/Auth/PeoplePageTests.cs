using System.Net;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>The pages of users, tokens and one's own account.</summary>
public sealed class PeoplePageTests
{
    [Fact]
    public async Task The_first_user_is_made_on_the_page_and_then_asked_for()
    {
        await using var server = await PeopledServer.StartAsync(hasUsers: false);
        var client = server.Client();
        Assert.Contains("There are no users yet", (await PeopledServer.GetAsync(client, "/users")).Text, StringComparison.Ordinal);

        var (status, _, answer) = await PeopledServer.SendAsync(client, "/users", "/users", ("name", "ann"), ("password", PeopledServer.Password), ("again", PeopledServer.Password));

        Assert.Equal((303, "/users"), (status, answer.Headers.Location!.ToString()));
        Assert.True(server.People.Users.Get("ann").IsAdmin);
        Assert.Equal(303, (await PeopledServer.GetAsync(client, "/users")).Status);
        Assert.Equal(["local user.add user:ann done role admin"], server.Log());
    }

    [Fact]
    public async Task Users_are_added_given_roles_and_disabled_by_administrators()
    {
        await using var server = await PeopledServer.StartAsync();
        var (root, vera) = (await server.SignedInAsync("root"), await server.SignedInAsync("vera"));

        await PeopledServer.SendAsync(root, "/users", "/users", ("name", "bob"), ("role", "editor"), ("password", PeopledServer.Password), ("again", PeopledServer.Password));
        await PeopledServer.SendAsync(root, "/users", "/users/bob/role", ("role", "manager"));
        await PeopledServer.SendAsync(root, "/users", "/users/vera/disable");

        Assert.Equal(Role.Manager, server.People.Users.Get("bob").Role);
        Assert.Equal(303, (await PeopledServer.GetAsync(vera, "/")).Status);
        await PeopledServer.SendAsync(root, "/users", "/users/vera/enable");
        Assert.Null(server.People.Users.Get("vera").Disabled);
        Assert.Equal(
            ["root user.add user:bob done role editor", "root user.role user:bob done role manager, before editor", "root user.disable user:vera done", "root user.enable user:vera done"],
            server.Log().TakeLast(4));
    }

    [Theory]
    [InlineData("bob", "short", "short", "The password is not allowed: it has 5 characters. Give one of 12 to 1024 characters, such as four words chosen by lot.")]
    [InlineData("bob", "correct horse battery", "correct horse batterx", "The two passwords are not the same. Type the new one twice.")]
    [InlineData("VERA", "correct horse battery", "correct horse battery", "User (username=vera) already exists.")]
    [InlineData("<b>", "correct horse battery", "correct horse battery", "'<b>' cannot be a name: it may hold letters from a to z, digits and . _ - + @, and begins with a letter or digit. Give one such as 'ann' or 'ann@example.org'.")]
    public async Task What_cannot_be_done_is_said_on_the_page(string name, string password, string again, string problem)
    {
        await using var server = await PeopledServer.StartAsync();

        var (status, html, _) = await PeopledServer.SendAsync(await server.SignedInAsync("root"), "/users", "/users", ("name", name), ("role", "viewer"), ("password", password), ("again", again));

        Assert.Equal(400, status);
        Assert.Contains($"role=\"alert\">{problem}</p>", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Equal(5, server.People.Users.List().Count);
    }

    [Theory]
    [InlineData(" ID ,")]
    [InlineData("#ID")]
    [InlineData("churn")]
    public async Task A_token_is_shown_once_works_and_is_revoked(string words)
    {
        await using var server = await PeopledServer.StartAsync();
        var root = await server.SignedInAsync("root");
        var experiment = server.Store.Experiments.CreateExperiment("churn", null, []);

        var (status, html, answer) = await PeopledServer.SendAsync(root, "/tokens", "/tokens", ("name", "ci"), ("role", "editor"), ("days", "30"), ("experiments", $" {words.Replace("ID", $"{experiment}", StringComparison.Ordinal)} ,"), ("models", ""));
        var secret = System.Text.RegularExpressions.Regex.Match(html, "cmb_[0-9a-f]{64}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Value;

        Assert.Equal(200, status);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal(200, (await PeopledServer.GetAsync(server.Client(PeopledServer.Bearer(secret)), "/v2")).Status);
        var (_, again, _) = await PeopledServer.GetAsync(root, "/tokens");
        Assert.DoesNotContain(secret, again, StringComparison.Ordinal);
        Assert.Contains("experiment churn", again, StringComparison.Ordinal);

        Assert.Equal(303, (await PeopledServer.SendAsync(root, "/tokens", "/tokens/ci/revoke")).Status);
        Assert.Equal(401, (await PeopledServer.GetAsync(server.Client(PeopledServer.Bearer(secret)), "/v2")).Status);
        Assert.Contains("revoked", (await PeopledServer.GetAsync(root, "/tokens")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("days", "0", "A token lives up to 366 days, not 0. Make a new one when it ends.")]
    [InlineData("days", "99999999999", "'99999999999' is no number of days. Give one up to 366.")]
    [InlineData("experiments", "one", "There is no experiment 'one'. Give its name, or # and its number, such as #3.")]
    [InlineData("models", "nope", "Registered Model with name=nope not found")]
    [InlineData("role", "boss", "There is no role 'boss'. The roles are: none, viewer, editor, manager, admin.")]
    public async Task What_a_token_cannot_be_is_said_on_the_page(string field, string value, string problem)
    {
        await using var server = await PeopledServer.StartAsync();
        var fields = new Dictionary<string, string> { ["name"] = "ci", ["role"] = "editor", ["days"] = "30", ["experiments"] = "", ["models"] = "" };
        fields[field] = value;

        var (status, html, _) = await PeopledServer.SendAsync(await server.SignedInAsync("root"), "/tokens", "/tokens", [.. fields.Select(pair => (pair.Key, pair.Value))]);

        Assert.Equal(400, status);
        Assert.Contains(problem, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Empty(server.People.Tokens.List());
    }

    [Fact]
    public async Task Ones_own_password_is_changed_with_the_old_one_and_all_other_sessions_end()
    {
        await using var server = await PeopledServer.StartAsync();
        var (here, there) = (await server.SignedInAsync("vera"), await server.SignedInAsync("vera"));
        const string Next = "another good password";

        var wrong = await PeopledServer.SendAsync(here, "/account", "/account/password", ("current", "not this one"), ("password", Next), ("again", Next));
        Assert.Equal(400, wrong.Status);
        Assert.Contains("The current password is not right.", wrong.Text, StringComparison.Ordinal);

        var right = await PeopledServer.SendAsync(here, "/account", "/account/password", ("current", PeopledServer.Password), ("password", Next), ("again", Next));
        Assert.Equal((303, "/account?done=1"), (right.Status, right.Answer.Headers.Location!.ToString()));
        Assert.Contains("The password is changed.", (await PeopledServer.GetAsync(here, "/account?done=1")).Text, StringComparison.Ordinal);
        Assert.Equal(303, (await PeopledServer.GetAsync(there, "/account")).Status);
        Assert.NotNull(server.People.Users.Verify("vera", Next));
    }

    [Fact]
    public async Task A_form_that_is_none_or_too_large_is_refused()
    {
        await using var server = await PeopledServer.StartAsync();
        var root = await server.SignedInAsync("root");
        using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");

        Assert.Equal(415, (int)(await root.PostAsync(Address.Of("/users"), json, Test.Stop)).StatusCode);
        Assert.Equal(413, (await PeopledServer.PostAsync(root, "/users", ("name", new string('x', 100_000)))).Status);
        Assert.Equal(400, (await PeopledServer.SendAsync(root, "/users", "/users/vera/promote")).Status);
    }
}
