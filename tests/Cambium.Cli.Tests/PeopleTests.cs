using System.Text.RegularExpressions;

namespace Cambium.Cli.Tests;

/// <summary>cambium users, tokens and audit.</summary>
public sealed partial class PeopleTests(Workshop workshop) : IClassFixture<Workshop>
{
    const string Password = "correct horse battery\n";

    [Fact]
    public async Task Users_are_added_granted_listed_and_locked_out()
    {
        var first = (await workshop.RunWithInputAsync(Password, "users", "add", "ann", "--role", "admin", "--create", "--store", "people")).Done();
        (await workshop.RunWithInputAsync(Password, "users", "add", "bob", "--store", "people")).Done();
        var granted = (await workshop.RunAsync("users", "grant", "bob", "manager", "--experiment", "Default", "--store", "people")).Done();
        (await workshop.RunAsync("users", "role", "bob", "editor", "--store", "people")).Done();
        (await workshop.RunAsync("users", "disable", "bob", "--store", "people")).Done();
        var list = (await workshop.RunAsync("users", "list", "--store", "people")).Done();
        (await workshop.RunAsync("users", "disable", "bob", "--undo", "--store", "people")).Done();
        (await workshop.RunAsync("users", "grant", "bob", "default", "--experiment", "0", "--store", "people")).Done();
        (await workshop.RunWithInputAsync("another good password\n", "users", "password", "bob", "--store", "people")).Done();
        var document = (await workshop.RunAsync("users", "list", "--store", "people", "--json")).Done().Json;

        Assert.StartsWith("ann is admin in ", first.Out, StringComparison.Ordinal);
        Assert.Contains("From now on everybody signs in", first.Out, StringComparison.Ordinal);
        Assert.Equal("bob is manager of experiment Default.\n", granted.Out);
        Assert.Matches(@"bob\s+editor\s+disabled\s.*manager of", list.Out);
        Assert.Equal(["ann admin 0", "bob editor 0"], document["users"]!.AsArray().Select(user => $"{user!["name"]} {user["role"]} {user["grants"]!.AsArray().Count}"));
    }

    [Fact]
    public async Task A_token_is_shown_once_listed_and_revoked()
    {
        (await workshop.RunWithInputAsync(Password, "users", "add", "ann", "--role", "admin", "--create", "--store", "tokens")).Done();

        var made = (await workshop.RunAsync("tokens", "create", "nightly", "--experiment", "Default", "--days", "30", "--store", "tokens")).Done();
        var list = (await workshop.RunAsync("tokens", "list", "--store", "tokens")).Done();
        (await workshop.RunAsync("tokens", "revoke", "nightly", "--store", "tokens")).Done();
        var document = (await workshop.RunAsync("tokens", "list", "--store", "tokens", "--json")).Done();

        var token = Token().Match(made.Out).Value;
        Assert.Equal(68, token.Length);
        Assert.Contains($"  export MLFLOW_TRACKING_TOKEN={token}\n", made.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(token, list.Out + document.Out, StringComparison.Ordinal);
        var row = document.Json["tokens"]![0]!;
        Assert.Equal(("nightly", "editor", "revoked", true), ((string)row["name"]!, (string)row["role"]!, (string)row["state"]!, (bool)row["is_scoped"]!));
        Assert.Equal(["experiment Default"], row["scope"]!.AsArray().Select(name => (string)name!));
    }

    [Fact]
    public async Task The_audit_log_is_shown_and_verified_against_a_noted_head()
    {
        (await workshop.RunWithInputAsync(Password, "users", "add", "ann", "--role", "admin", "--create", "--store", "audit")).Done();
        (await workshop.RunAsync("users", "role", "ann", "admin", "--store", "audit")).Done();

        var shown = (await workshop.RunAsync("audit", "show", "--store", "audit", "--json")).Done().Json["entries"]!.AsArray();
        var verified = (await workshop.RunAsync("audit", "verify", "--store", "audit")).Done();
        var head = (string)(await workshop.RunAsync("audit", "verify", "--store", "audit", "--json")).Done().Json["head"]!;

        Assert.Equal(["user.role user:ann", "user.add user:ann"], shown.Select(entry => $"{entry!["action"]} {entry["subject"]}"));
        Assert.All(shown, entry => Assert.StartsWith("os:", (string)entry!["actor"]!, StringComparison.Ordinal));
        Assert.Equal($"The audit log is whole: 2 entries. Its head, to be noted elsewhere for the next time:\n  {head}\n", verified.Out);
        (await workshop.RunAsync("audit", "verify", "--head", head, "--store", "audit")).Done();
        (await workshop.RunAsync("audit", "verify", "--head", $"3:{head[2..]}", "--store", "audit")).Refused(
            1, "cambium audit verify: Entry 3 was noted, but the log ends at entry 2: its end was cut off. Compare with a backup of the store, and find out who could write it.");
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_in_one_line()
    {
        (await workshop.RunWithInputAsync(Password, "users", "add", "ann", "--role", "admin", "--create", "--store", "refused")).Done();

        (await workshop.RunWithInputAsync("short\n", "users", "add", "bob", "--store", "refused")).Refused(
            1, "cambium users add: The password is not allowed: it has 5 characters. Give one of 12 to 1024 characters, such as four words chosen by lot.");
        (await workshop.RunAsync("users", "add", "bob", "--store", "refused")).Refused(
            2, "cambium users add: The password is the first line of standard input, where there is none. Send it there, or run the command at a terminal and type it.");
        (await workshop.RunAsync("users", "add", "bob", "--role", "viewr", "--store", "refused")).Refused(
            1, "cambium users add: There is no role 'viewr'. Did you mean 'viewer'? The roles are: none, viewer, editor, manager, admin.");
        (await workshop.RunAsync("users", "disable", "ann", "--store", "refused")).Refused(
            1, "cambium users disable: 'ann' is the only administrator and cannot be disabled: nobody could let anybody in. Make another user an administrator first.");
        (await workshop.RunAsync("users", "grant", "ann", "viewer", "--store", "refused")).Refused(
            2, "cambium users grant: A grant is on one experiment or one model: name it with --experiment NAME or --model NAME.");
        (await workshop.RunAsync("tokens", "revoke", "nope", "--store", "refused")).Refused(
            1, "cambium tokens revoke: There is no token 'nope'. 'cambium tokens list' shows those that are there.");
        (await workshop.RunAsync("tokens", "create", "ci", "--days", "400", "--store", "refused")).Refused(
            2, "cambium tokens create: --days takes a whole number from 1 to 366, not '400'. See 'cambium tokens create --help'.");
        (await workshop.RunAsync("tokens", "create", "ci", "--experiment", "Defualt", "--store", "refused")).Refused(
            1, "cambium tokens create: There is no experiment 'Defualt'. The experiments are: none yet.");
        (await workshop.RunAsync("audit", "verify", "--head", "nonsense", "--store", "refused")).Refused(
            1, "cambium audit verify: 'nonsense' is no head of an audit log. Give it as 'cambium audit verify' printed it: a number, a colon, 64 hex digits.");
    }

    [Fact]
    public async Task The_first_user_must_be_an_administrator()
    {
        (await workshop.RunWithInputAsync(Password, "users", "add", "ann", "--create", "--store", "first")).Refused(
            2, "cambium users add: 'ann' would be the first user, who lets in all others: add --role admin.");
        Assert.False(Path.Exists(Path.Combine(workshop.Folder, "first")));
    }

    [Fact]
    public async Task A_misspelt_store_is_refused_and_not_made()
    {
        const string Missing = "There is no tracking store in 'stroe'. Name its folder with --store, or ";
        (await workshop.RunWithInputAsync(Password, "users", "add", "ann", "--role", "admin", "--store", "stroe")).Refused(
            1, $"cambium users add: {Missing}add --create to make one there.");
        string[][] commands = [["users", "list"], ["tokens", "list"], ["audit", "verify"], ["gc"], ["backup", "copy"], ["users", "role", "ann", "admin"]];
        foreach (var command in commands)
        {
            (await workshop.RunAsync([.. command, "--store", "stroe"])).Refused(
                1, $"cambium {string.Join(' ', command.TakeWhile(word => word is not ("copy" or "ann")))}: {Missing}make one with 'cambium train' or 'cambium quickstart'.");
        }

        Assert.False(Path.Exists(Path.Combine(workshop.Folder, "stroe")));
        Assert.False(Path.Exists(Path.Combine(workshop.Folder, "copy")));
    }

    [Fact]
    public async Task A_refused_start_of_the_server_leaves_nothing_behind()
    {
        (await workshop.RunAsync("server", "--host", "0.0.0.0", "--store", "unopened", "--artifacts", "unopened-files")).Refused(
            2,
            "cambium server: Host '0.0.0.0' is not a loopback address, and there are no users: whoever reached the server could do everything. Add the first user with "
            + "'cambium users add NAME --role admin' (with --create where there is no store yet), or use 127.0.0.1, ::1 or localhost.");

        Assert.Empty(Directory.EnumerateFileSystemEntries(workshop.Folder, "unopened*"));
    }

    [GeneratedRegex("cmb_[0-9a-f]{64}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Token();
}
