using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>The files of a registered version stay as they were checked and approved of, whoever may write to the experiment.</summary>
public sealed class RegisteredFileTests : IDisposable
{
    const string Owner = "ed";

    readonly GuardedRoom _room = new();

    string Folder => $"{_room.Experiment}/{_room.Run}/artifacts";

    IArtifactStore Files => _room.Guarded.Artifacts;

    public RegisteredFileTests()
    {
        _room.People.Users.Add("root", Owner, "correct horse battery", Role.None);
        _room.People.Grants.SetOnExperiment("root", Owner, _room.Experiment, Role.Manager);
        _room.Store.Artifacts.Write($"{Folder}/model/model.onnx", stream => stream.WriteByte(1));
    }

    public void Dispose() => _room.Dispose();

    [Theory]
    [InlineData("model/model.onnx")]
    [InlineData("model/code/new.py")]
    [InlineData("model")]
    public void A_file_of_a_version_is_neither_replaced_nor_deleted_nor_joined_by_others(string file)
    {
        _room.People.Grants.SetOnModel("root", Owner, GuardedRoom.Model, Role.Editor);
        _room.AsUser(Owner);
        var path = $"{Folder}/{file}";

        foreach (var act in Changes(path))
        {
            Refused($"Artifact '{path}' belongs to version 1 of model 'fraud', whose files only those who manage the model may change. Write to another path, or ask one of them.", act);
        }

        Assert.Equal(1, Content());
    }

    [Fact]
    public void What_a_version_lies_in_is_not_deleted()
    {
        _room.AsUser(Owner);

        foreach (var path in new[] { Folder, $"{_room.Experiment}/{_room.Run}", $"{_room.Experiment}" })
        {
            Refused(
                $"Artifact '{path}' belongs to a version of a registered model, whose files only those who manage the model may change. Write to another path, or ask one of them.",
                () => Files.Delete(path));
        }

        Assert.Equal(1, Content());
        Assert.Equal("belongs to a registered model", _room.People.Audit.Read(null, 1)[0].Details);
    }

    [Fact]
    public void The_root_is_not_deleted_by_a_manager_of_all_but_the_model()
    {
        _room.People.Users.Add("root", "max", "correct horse battery", Role.Manager);
        _room.People.Grants.SetOnModel("root", "max", GuardedRoom.Model, Role.None);
        _room.AsUser("max");

        Refused(
            "Artifact '' belongs to a version of a registered model, whose files only those who manage the model may change. Write to another path, or ask one of them.",
            () => Files.Delete(""));
        Assert.Equal(1, Content());
    }

    [Fact]
    public void Other_files_of_the_run_are_written_as_before()
    {
        _room.AsUser(Owner);

        Files.Write($"{Folder}/a.txt", stream => stream.WriteByte(2));
        Files.Write($"{Folder}/model2/a.txt", stream => stream.WriteByte(2));
        Files.Delete($"{Folder}/a.txt");
    }

    [Fact]
    public void Those_who_manage_the_model_and_administrators_change_its_files()
    {
        _room.People.Grants.SetOnModel("root", Owner, GuardedRoom.Model, Role.Manager);
        _room.AsUser(Owner);
        Files.Write($"{Folder}/model/model.onnx", stream => stream.WriteByte(2));
        Assert.Equal(2, Content());

        _room.As(Role.Admin);
        Files.Write($"{Folder}/model/model.onnx", stream => stream.WriteByte(3));
        Assert.Equal(3, Content());
    }

    [Theory]
    [InlineData("mlflow-artifacts://host:5000/{0}/kept/model")]
    [InlineData("mlflow-artifacts:{0}/kept/model")]
    [InlineData("mlflow-artifacts:/{0}//kept/model//")]
    [InlineData("models:/other/1")]
    public void However_its_place_is_written(string source)
    {
        var registry = _room.Store.Models;
        registry.CreateModel("other", null, []);
        registry.CreateVersion("other", From($"mlflow-artifacts:/{_room.Experiment}/kept/model"));
        var place = string.Format(System.Globalization.CultureInfo.InvariantCulture, source, _room.Experiment);
        registry.CreateModel("written", null, []);
        registry.CreateVersion("written", From(place));
        registry.DeleteModel(place.StartsWith("models:", StringComparison.Ordinal) ? "written" : "other");
        _room.AsUser(Owner);

        Assert.Equal(TrackingErrorCode.PermissionDenied, Assert.Throws<TrackingException>(() => Files.Write($"{_room.Experiment}/kept/model/x", _ => { })).Code);
    }

    [Fact]
    public void A_version_with_the_longest_source_is_registered()
    {
        var source = "mlflow-artifacts:/1/" + new string('é', 2000);

        Assert.Equal(source, _room.Store.Models.CreateVersion(GuardedRoom.Model, From(source)).Source);
    }

    [Fact]
    public void Where_approvals_count_nobody_changes_the_files_of_a_version()
    {
        AskForApprovals();
        _room.As(Role.Admin);
        var path = $"{Folder}/model/model.onnx";

        foreach (var act in Changes(path))
        {
            Refused(
                $"Artifact '{path}' belongs to version 1 of model 'fraud', whose files nobody changes, for a gate of the model asks for approvals. "
                + "Write to another path, and register a new version from there.",
                act);
        }

        Assert.Equal(1, Content());
        Files.Write($"{Folder}/model2/model.onnx", stream => stream.WriteByte(2));
    }

    [Fact]
    public void A_change_of_a_versions_files_is_in_the_log()
    {
        _room.As(Role.Manager);
        Files.Write($"{Folder}/model/model.onnx", stream => stream.WriteByte(2));
        Files.Write($"{Folder}/b.txt", stream => stream.WriteByte(2));
        Assert.Throws<InvalidOperationException>(() => Files.Write($"{Folder}/model/model.onnx", _ => throw new InvalidOperationException("broken")));

        Assert.Equal(
            Enumerable.Repeat($"ann artifact.write artifact:{Folder}/model/model.onnx", 4).Zip(["failed", "begun", "done", "begun"]),
            _room.People.Audit.Read(null, 4).Select(entry => ($"{entry.Actor} {entry.Action} {entry.Subject}", entry.Outcome)));
    }

    [Fact]
    public async Task A_file_that_was_on_its_way_when_its_folder_was_registered_is_refused()
    {
        _room.AsUser(Owner);
        var late = $"{Folder}/late/model.onnx";
        _room.Store.Artifacts.Write(late, stream => stream.WriteByte(1));
        var uploads = _room.Guarded.Uploads!; // an own store takes uploads
        var id = uploads.BeginUpload(late);
        var tag = await uploads.WritePartAsync(late, id, 1, new MemoryStream([7]), Test.Stop);
        var isRegistered = false;
        void Register()
        {
            if (!isRegistered)
            {
                _room.Store.Models.CreateVersion(GuardedRoom.OtherModel, From($"mlflow-artifacts:/{Folder}/late"));
                isRegistered = true;
            }
        }

        var acts = new Func<Task>[]
        {
            () => uploads.CompleteUploadAsync(late, id, [new UploadedPart(1, tag)], Register, Test.Stop),
            () => Files.WriteAsync(late, new Upload(Register), Test.Stop),
            () => Task.Run(() => Files.Write(late, stream =>
            {
                stream.WriteByte(7);
                Register();
            })),
            () => Task.Run(() => Files.AddFolder($"{Folder}/late/sub", folder =>
            {
                Directory.CreateDirectory(folder);
                Register();
            })),
        };
        foreach (var act in acts)
        {
            isRegistered = false;
            var refusal = await Assert.ThrowsAsync<TrackingException>(act);
            Assert.Equal(TrackingErrorCode.PermissionDenied, refusal.Code);
            foreach (var version in _room.Store.Models.LatestVersions(GuardedRoom.OtherModel, []).Where(version => version.Version > 1))
            {
                _room.Store.Models.DeleteVersion(GuardedRoom.OtherModel, version.Version);
            }
        }

        Assert.Equal([late], _room.Store.Artifacts.ListAll($"{Folder}/late").Select(file => file.Path));
        using var stream = _room.Store.Artifacts.OpenRead(late)!; // written above
        Assert.Equal(1, stream.ReadByte());
    }

    void AskForApprovals() => _room.Store.Gates.SetPolicy(GuardedRoom.Model, new AliasPolicy("champion", [], 1), RegistryActor.Unknown);

    /// <summary>Content during whose upload something happens.</summary>
    sealed class Upload(Action meanwhile) : MemoryStream([7])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            meanwhile();
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }

    Action[] Changes(string path) =>
    [
        () => Files.Write(path, stream => stream.WriteByte(9)),
        () => Files.WriteAsync(path, Stream.Null, default).GetAwaiter().GetResult(),
        () => Files.AddFolder(path, folder => Directory.CreateDirectory(folder)),
        () => Files.Delete(path),
    ];

    int Content()
    {
        using var stream = _room.Store.Artifacts.OpenRead($"{Folder}/model/model.onnx")!; // written by the constructor
        return stream.ReadByte();
    }

    static NewVersion From(string source) => new(source, null, null, null, null, []);

    static void Refused(string message, Action act)
    {
        var refusal = Assert.Throws<TrackingException>(act);
        Assert.Equal((TrackingErrorCode.PermissionDenied, message), (refusal.Code, refusal.Message));
    }
}
