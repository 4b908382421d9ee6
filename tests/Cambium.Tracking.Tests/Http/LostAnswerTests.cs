namespace Cambium.Tracking.Tests;

/// <summary>What is made once is made once, wherever a connection is lost.</summary>
public sealed class LostAnswerTests : IDisposable
{
    readonly FakeMlflow _mlflow = new();
    readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(nameof(Fault.LoseRequest))]
    [InlineData(nameof(Fault.LoseAnswer))]
    [InlineData(nameof(Fault.CutAnswer))]
    [InlineData(nameof(Fault.Busy))]
    [InlineData(nameof(Fault.BadGateway))]
    public void Each_request_that_fails_once_leaves_one_experiment_run_version_and_file(string fault)
    {
        var failed = new HashSet<string>();
        using var server = new FakeServer(_mlflow.Handle, request => failed.Add($"{request.Method} {request.Path}") ? Enum.Parse<Fault>(fault) : Fault.None);
        using var tracker = RemoteStore.Tracker(server.Url, RemoteStore.Quick with { FirstContact = TimeSpan.FromSeconds(10) });

        using var run = tracker.Start("mortgages", "trees");
        run.Log("auc", 0.9);
        run.Parameter("trees", "300");
        tracker.Store.Artifacts.AddFolder($"{run.ExperimentId}/{run.Id}/artifacts/model", SaveModel);
        var version = tracker.Register("mortgages", run.Id);
        run.Complete();

        Assert.Equal(run.Id, Assert.Single(_mlflow.Runs)["info"]!["run_id"]!.GetValue<string>());
        Assert.Equal((1, run.Id), (version.Version, version.RunId));
        Assert.Single(_mlflow.Versions);
        Assert.Equal(0.9, _mlflow.Points.Distinct().Single().Value);
        Assert.Equal(RunStatus.Finished, tracker.FindRun(run.Id).Status);
        Assert.Equal(["MLmodel", "model.json", "parts/weights"], _mlflow.Files.Keys.Select(path => path.Split("/model/")[1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Run_whose_answer_is_always_lost_is_found_by_its_mark()
    {
        using var server = new FakeServer(_mlflow.Handle, request => request.Path == "mlflow/runs/create" ? Fault.LoseAnswer : Fault.None);
        using var tracker = RemoteStore.Tracker(server.Url);

        using var run = tracker.Start("mortgages", "trees");

        Assert.Single(_mlflow.Runs);
        Assert.Single(server.Requests, request => request.Path == "mlflow/runs/create");
        Assert.DoesNotContain("cambium.request", tracker.FindRun(run.Id).Tags.Keys);
    }

    [Fact]
    public void Experiment_that_another_process_makes_meanwhile_is_used()
    {
        var created = false;
        using var server = new FakeServer(
            request =>
            {
                if (request.Path == "mlflow/experiments/create" && !created)
                {
                    created = true;
                    _mlflow.Handle(request);
                }

                return _mlflow.Handle(request);
            });
        using var tracker = RemoteStore.Tracker(server.Url);

        Assert.Equal(1, tracker.Start("mortgages", "trees").ExperimentId);
    }

    [Fact]
    public void Model_that_was_sent_in_part_is_sent_again_and_a_whole_one_is_kept()
    {
        var isBroken = true;
        using var server = new FakeServer(_mlflow.Handle, request => isBroken && request.Path.EndsWith("model.json", StringComparison.Ordinal) ? Fault.LoseRequest : Fault.None);
        using var store = RemoteStore.Open(server.Url, RemoteStore.Quick with { Total = TimeSpan.FromMilliseconds(200) });

        Assert.Throws<TrackingException>(() => store.Artifacts.AddFolder("1/a/model", SaveModel));
        Assert.DoesNotContain("1/a/model/MLmodel", _mlflow.Files.Keys);
        isBroken = false;
        store.Artifacts.AddFolder("1/a/model", SaveModel);

        Assert.Equal("1/a/model/MLmodel", server.Requests.Last(request => request.Method == "PUT").Path["mlflow-artifacts/artifacts/".Length..]);
        Assert.Equal(
            "There is '1/a/model' already, and it never changes. Start another run.",
            Assert.Throws<TrackingException>(() => store.Artifacts.AddFolder("1/a/model", SaveModel)).Message);
    }

    [Theory]
    [InlineData(nameof(Fault.LoseRequest))]
    [InlineData(nameof(Fault.CutAnswer))]
    public void Folder_is_fetched_whole_once_and_again_when_it_is_damaged(string fault)
    {
        var left = 3;
        using var server = new FakeServer(_mlflow.Handle, request => request.Method == "GET" && left-- > 0 ? Enum.Parse<Fault>(fault) : Fault.None);
        using var store = RemoteStore.Open(server.Url, RemoteStore.Quick with { FirstContact = TimeSpan.FromSeconds(10) }, cache: _folder.Path);
        Fill("1/a/model");

        var first = store.Artifacts.LocalFolder("1/a/model")!;
        var fetched = server.Requests.Count;
        var second = store.Artifacts.LocalFolder("1/a/model")!;
        var listed = server.Requests.Skip(fetched).Select(request => request.Path).Distinct().ToList();
        File.WriteAllText(Path.Combine(first, "parts", "weights"), "cut");
        var third = store.Artifacts.LocalFolder("1/a/model")!;

        Assert.Equal((first, first), (second, third));
        Assert.Equal(["mlflow-artifacts/artifacts"], listed);
        Assert.Equal(_mlflow.Files["1/a/model/parts/weights"], File.ReadAllBytes(Path.Combine(third, "parts", "weights")));
        Assert.Single(Directory.GetDirectories(_folder.Path));
        Assert.Null(store.Artifacts.LocalFolder("1/b/model"));
    }

    [Fact]
    public void File_that_is_cut_in_the_middle_is_fetched_from_its_beginning()
    {
        var left = 2;
        using var server = new FakeServer(_mlflow.Handle, request => request.Method == "GET" && left-- > 0 ? Fault.CutAnswer : Fault.None);
        using var store = RemoteStore.Open(server.Url, RemoteStore.Quick with { FirstContact = TimeSpan.FromSeconds(10) });
        var content = new byte[3_000_000];
        new Random(5).NextBytes(content);
        store.Artifacts.Write("1/a/big file#%41.bin", stream => stream.Write(content));

        using var read = store.Artifacts.OpenRead("1/a/big file#%41.bin")!;
        using var copy = new MemoryStream();
        read.CopyTo(copy);

        Assert.Equal(content, copy.ToArray());
        Assert.Null(store.Artifacts.OpenRead("1/a/none"));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\\\x")]
    [InlineData("")]
    public void Listed_name_that_leads_out_of_its_folder_is_refused(string name)
    {
        using var server = new FakeServer(_ => FakeAnswer.Json($$"""{"files": [{"path": "{{name}}", "is_dir": false, "file_size": 3}]}"""));
        using var store = RemoteStore.Open(server.Url, cache: _folder.Path);

        Assert.Equal(TrackingErrorCode.DataLoss, Assert.Throws<TrackingException>(() => store.Artifacts.LocalFolder("1/a/model")).Code);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Folders_in_folders_without_end_are_not_followed()
    {
        using var server = new FakeServer(_ => FakeAnswer.Json("""{"files": [{"path": "again", "is_dir": true}]}"""));
        using var store = RemoteStore.Open(server.Url);

        Assert.Equal(TrackingErrorCode.DataLoss, Assert.Throws<TrackingException>(() => store.Artifacts.ListAll("1")).Code);
    }

    static void SaveModel(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "parts"));
        File.WriteAllText(Path.Combine(folder, "MLmodel"), "flavors:");
        File.WriteAllText(Path.Combine(folder, "model.json"), "{}");
        File.WriteAllText(Path.Combine(folder, "parts", "weights"), "0123456789");
    }

    void Fill(string path)
    {
        var folder = _folder.File("saved");
        SaveModel(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            _mlflow.Files[$"{path}/{Path.GetRelativePath(folder, file).Replace('\\', '/')}"] = File.ReadAllBytes(file);
        }

        Directory.Delete(folder, recursive: true);
    }
}
