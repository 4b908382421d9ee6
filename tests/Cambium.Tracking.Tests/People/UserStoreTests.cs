namespace Cambium.Tracking.Tests;

public sealed class UserStoreTests : IDisposable
{
    readonly PeopleStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void The_first_user_is_an_administrator()
    {
        Assert.False(_store.Users.HasUsers());

        var refusal = PeopleStore.Refusal(() => _store.Users.Add("os:root", "ann", PeopleStore.Password, Role.Editor), TrackingErrorCode.InvalidState);
        var first = _store.Users.Add("os:root", "ann", PeopleStore.Password, Role.Admin);

        Assert.Equal("'ann' would be the first user, who lets in all others. Add an administrator first.", refusal);
        Assert.True(first.IsAdmin);
        Assert.Equal(Role.Admin, first.ShownRole);
        Assert.Equal(_store.Now, first.Created);
        Assert.True(_store.Users.HasUsers());
    }

    [Fact]
    public void A_name_is_found_in_any_case_and_given_once()
    {
        _store.WithAdministrator().Users.Add("root", "Ann@Example.org", PeopleStore.Password, Role.Viewer);

        Assert.Equal("Ann@Example.org", _store.Users.Get("ann@example.ORG").Name);
        Assert.Equal(
            "User (username=Ann@Example.org) already exists.",
            PeopleStore.Refusal(() => _store.Users.Add("root", "ann@example.org", PeopleStore.Password, Role.Viewer), TrackingErrorCode.ResourceAlreadyExists));
        Assert.Equal(["Ann@Example.org", "root"], _store.Users.List().Select(user => user.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a:b")]
    [InlineData("ann smith")]
    [InlineData("-ann")]
    [InlineData("änn")]
    [InlineData("ann\n")]
    [InlineData("token:x")]
    [InlineData("<script>")]
    public void A_name_that_is_not_allowed_is_refused(string name) =>
        Assert.Equal(
            $"'{name}' cannot be a name: {(name.Length == 0 ? "it is empty" : "it may hold letters from a to z, digits and . _ - + @, and begins with a letter or digit")}. Give one such as 'ann' or 'ann@example.org'.",
            PeopleStore.Refusal(() => _store.Users.Add("os:root", name, PeopleStore.Password, Role.Admin), TrackingErrorCode.InvalidParameterValue));

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("12345678901", "it has 11 characters")]
    [InlineData("aaaabbbbaaaab", "it repeats a few characters")]
    [InlineData("annabelle1234", "it is hardly more than the name")]
    [InlineData("good enough\0 but", "it holds a NUL character")]
    public void A_password_that_is_not_allowed_is_refused_without_being_said(string password, string problem)
    {
        var refusal = PeopleStore.Refusal(() => _store.Users.Add("os:root", "annabelle", password, Role.Admin), TrackingErrorCode.InvalidParameterValue);

        Assert.Equal($"The password is not allowed: {problem}. Give one of 12 to 1024 characters, such as four words chosen by lot.", refusal);
    }

    [Fact]
    public void A_password_of_twelve_characters_is_long_enough_and_one_of_1025_too_long()
    {
        _store.Users.Add("os:root", "ann", "twelve chars", Role.Admin);

        Assert.NotNull(_store.Users.Verify("ann", "twelve chars"));
        Assert.StartsWith(
            "The password is not allowed: it has 1025 characters.",
            PeopleStore.Refusal(() => _store.Users.SetPassword("ann", "ann", string.Concat(Enumerable.Repeat("abcde", 205))), TrackingErrorCode.InvalidParameterValue),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_right_password_of_a_user_who_is_not_disabled_is_verified()
    {
        _store.WithAdministrator().Users.Add("root", "ann", PeopleStore.Password, Role.Viewer);

        Assert.Equal("ann", _store.Users.Verify("ANN", PeopleStore.Password)?.Name);
        Assert.Null(_store.Users.Verify("ann", PeopleStore.Password + "x"));
        Assert.Null(_store.Users.Verify("bob", PeopleStore.Password));
        Assert.Null(_store.Users.Verify("ann", new string('x', 100_000)));
        Assert.Null(_store.Users.Verify("ann' OR '1'='1", PeopleStore.Password));

        _store.Users.Disable("root", "ann");
        Assert.Null(_store.Users.Verify("ann", PeopleStore.Password));

        _store.Users.Enable("root", "ann");
        Assert.NotNull(_store.Users.Verify("ann", PeopleStore.Password));
    }

    [Fact]
    public void The_store_holds_no_password()
    {
        _store.WithAdministrator();
        _store.Users.SetPassword("root", "root", "a second password");

        var bytes = string.Concat(Directory.EnumerateFiles(Path.GetDirectoryName(_store.File)!).Select(ReadShared));

        Assert.Contains("pbkdf2-sha512", bytes, StringComparison.Ordinal);
        Assert.DoesNotContain(PeopleStore.Password, bytes, StringComparison.Ordinal);
        Assert.DoesNotContain("a second password", bytes, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_password_ends_the_sessions_and_the_old_password()
    {
        var root = _store.WithAdministrator().Users.Get("root");
        var session = _store.Sessions.Start(root.Id);

        _store.Users.SetPassword("root", "root", "a second password");

        Assert.Null(_store.Sessions.Find(session));
        Assert.Null(_store.Users.Verify("root", PeopleStore.Password));
        Assert.Equal(2, _store.Users.Verify("root", "a second password")?.PasswordVersion);
    }

    [Fact]
    public void A_password_hashed_with_an_earlier_count_is_hashed_anew_when_it_is_used()
    {
        _store.WithAdministrator();
        var later = new SqlUserStore(_store.Database, _store.Clock, _store.Audit, new PasswordHasher(iterations: 11));

        var first = later.Verify("root", PeopleStore.Password);

        Assert.NotNull(later.Verify("root", PeopleStore.Password));
        Assert.Equal(1, first?.PasswordVersion);
        Assert.StartsWith("pbkdf2-sha512$11$", (string)Sqlite.Scalar(_store.File, "SELECT password FROM users")!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_administrator_stays_one()
    {
        _store.WithAdministrator().Users.Add("root", "ann", PeopleStore.Password, Role.Editor);

        Assert.Equal(
            "'root' is the only administrator and cannot be disabled: nobody could let anybody in. Make another user an administrator first.",
            PeopleStore.Refusal(() => _store.Users.Disable("root", "root"), TrackingErrorCode.InvalidState));
        Assert.Equal(
            "'root' is the only administrator and cannot be deleted: nobody could let anybody in. Make another user an administrator first.",
            PeopleStore.Refusal(() => _store.Users.Delete("root", "root"), TrackingErrorCode.InvalidState));
        Assert.Equal(
            "'root' is the only administrator and cannot be one no more: nobody could let anybody in. Make another user an administrator first.",
            PeopleStore.Refusal(() => _store.Users.SetRole("root", "root", Role.Editor), TrackingErrorCode.InvalidState));

        _store.Users.SetRole("root", "ann", Role.Admin);
        _store.Users.Disable("ann", "root");
        Assert.StartsWith("'ann' is the only administrator", PeopleStore.Refusal(() => _store.Users.Delete("ann", "ann"), TrackingErrorCode.InvalidState), StringComparison.Ordinal);
        _store.Users.Delete("ann", "root");
        Assert.Equal(["ann"], _store.Users.List().Select(user => user.Name));
    }

    [Fact]
    public void An_unknown_user_is_named()
    {
        Action[] acts =
        [
            () => _store.Users.Get("eve"), () => _store.Users.Disable("root", "eve"), () => _store.Users.Enable("root", "eve"), () => _store.Users.Delete("root", "eve"),
            () => _store.Users.SetRole("root", "eve", Role.Viewer), () => _store.Users.SetPassword("root", "eve", PeopleStore.Password), () => _store.Grants.Of("eve"),
        ];

        Assert.All(acts, act => Assert.Equal("User with username=eve not found", PeopleStore.Refusal(act, TrackingErrorCode.ResourceDoesNotExist)));
    }

    [Fact]
    public void Every_change_is_in_the_audit_log_and_a_refused_one_is_not()
    {
        _store.WithAdministrator();
        _store.Users.Add("root", "ann", PeopleStore.Password, Role.Viewer);
        _store.Users.SetRole("root", "ann", Role.Manager);
        _store.Users.SetPassword("ann", "ann", "a second password");
        _store.Users.Disable("root", "ann");
        _store.Users.Enable("root", "ann");
        _store.Users.Delete("root", "ann");
        Assert.Throws<TrackingException>(() => _store.Users.Delete("root", "root"));

        Assert.Equal(
            [
                "root user.delete user:ann done", "root user.enable user:ann done", "root user.disable user:ann done", "ann user.password user:ann done",
                "root user.role user:ann done role manager, before viewer", "root user.add user:ann done role viewer", "os:root user.add user:root done role admin",
            ],
            _store.Audit.Read(null, 100).Select(entry => $"{entry.Actor} {entry.Action} {entry.Subject} {entry.Outcome} {entry.Details}".TrimEnd()));
    }

    static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
