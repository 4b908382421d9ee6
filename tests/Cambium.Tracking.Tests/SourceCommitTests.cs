namespace Cambium.Tracking.Tests;

public sealed class SourceCommitTests : IDisposable
{
    const string Commit = "0123456789abcdef0123456789abcdef01234567";
    const string Other = "fedcba9876543210fedcba9876543210fedcba98";

    readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Detached_head_is_the_commit()
    {
        Write(".git/HEAD", Commit + "\n");

        Assert.Equal(Commit, SourceCommit.Find(_folder.Path));
    }

    [Fact]
    public void Branch_is_followed_from_any_folder_below()
    {
        Write(".git/HEAD", "ref: refs/heads/feature/x\n");
        Write(".git/refs/heads/feature/x", Commit + "\n");
        var below = Directory.CreateDirectory(_folder.File("a/b")).FullName;

        Assert.Equal(Commit, SourceCommit.Find(below));
    }

    [Fact]
    public void Packed_branch_is_found_by_its_whole_name()
    {
        Write(".git/HEAD", "ref: refs/heads/main\n");
        Write(".git/packed-refs", $"# pack-refs with: peeled fully-peeled sorted\n{Other} refs/heads/not-refs/heads/main\n{Commit} refs/heads/main\n^{Other}\n");

        Assert.Equal(Commit, SourceCommit.Find(_folder.Path));
    }

    [Fact]
    public void Loose_branch_goes_before_the_packed_one()
    {
        Write(".git/HEAD", "ref: refs/heads/main\n");
        Write(".git/refs/heads/main", Commit + "\n");
        Write(".git/packed-refs", $"{Other} refs/heads/main\n");

        Assert.Equal(Commit, SourceCommit.Find(_folder.Path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Worktree_shares_the_branches_of_its_repository(bool packed)
    {
        Write("main/.git/worktrees/w/HEAD", "ref: refs/heads/topic\n");
        Write("main/.git/worktrees/w/commondir", "../..\n");
        Write(packed ? "main/.git/packed-refs" : "main/.git/refs/heads/topic", packed ? $"{Commit} refs/heads/topic\n" : Commit);
        Write("w/.git", $"gitdir: {_folder.File("main/.git/worktrees/w")}\n");

        Assert.Equal(Commit, SourceCommit.Find(_folder.File("w")));
    }

    [Fact]
    public void Submodule_points_at_its_folder_by_a_relative_path()
    {
        Write(".git/modules/m/HEAD", Commit);
        Write("m/.git", "gitdir: ../.git/modules/m\n");

        Assert.Equal(Commit, SourceCommit.Find(_folder.File("m")));
    }

    [Theory]
    [InlineData("ref: refs/heads/none\n")]
    [InlineData("ref: ../../secret\n")]
    [InlineData("ref: /etc/hostname\n")]
    [InlineData("not a commit\n")]
    [InlineData("ABCDEF6789abcdef0123456789abcdef01234567\n")]
    [InlineData("")]
    public void Head_that_names_no_commit_gives_none(string head)
    {
        Write(".git/HEAD", head);
        Write("secret", Commit);

        Assert.Null(SourceCommit.Find(_folder.Path));
    }

    [Fact]
    public void Branches_that_name_each_other_give_none()
    {
        Write(".git/HEAD", "ref: refs/heads/a\n");
        Write(".git/refs/heads/a", "ref: refs/heads/b\n");
        Write(".git/refs/heads/b", "ref: refs/heads/a\n");

        Assert.Null(SourceCommit.Find(_folder.Path));
    }

    [Fact]
    public void Folder_outside_a_repository_gives_none() => Assert.Null(SourceCommit.Find(_folder.Path));

    [Fact]
    public void Run_has_the_commit_of_the_working_directory_as_a_tag()
    {
        using var tracker = Tracker.Open(_folder.File("store"));
        using var run = tracker.Start("e", "r");

        Assert.Equal(SourceCommit.Find(Directory.GetCurrentDirectory()), tracker.FindRun(run.Id).Tags.GetValueOrDefault("source.commit"));
    }

    void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(path))!);
        File.WriteAllText(_folder.File(path), text);
    }
}
