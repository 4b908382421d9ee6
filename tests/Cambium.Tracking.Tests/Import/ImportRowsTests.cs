using Cambium.Tracking.Tests.Care;

namespace Cambium.Tracking.Tests.Import;

/// <summary>Runs that are entered in slices, on each of the databases.</summary>
public abstract class ImportRowsTests : CareFixture
{
    const string RunId = "0123456789abcdef0123456789abcdef";

    protected ImportRowsTests(StorePlace place)
        : base(place)
    {
    }

    [Fact]
    public void Others_write_between_the_slices_of_a_run_and_what_was_broken_off_is_finished()
    {
        const int Points = 120_000;
        var experiment = Experiment("theirs");
        var rows = new ImportRows(Database, new ImportReport(), Clock);

        Assert.Throws<TimeoutException>(() => rows.AddRun(Imported(experiment, Read(Points, breaksAt: 110_000)), "there"));
        Assert.Equal((true, 3), (Store.Runs.GetRun(RunId).IsDeleted, Rows("experiments")));
        Assert.Equal((RunId, false), rows.PlaceOf(RunId));
        rows.AddRun(Imported(experiment, Read(Points, breaksAt: -1)), "there");

        var run = Store.Runs.GetRun(RunId);
        Assert.Equal((false, "theirs", 1.0 * Points), (run.IsDeleted, run.Name, run.Metrics.Single().Value));
        Assert.Equal(Enumerable.Range(1, Points).Select(i => (double)i), Store.Runs.MetricHistory(RunId, "loss", null, null).Items.Select(point => point.Value));
        Assert.Equal((RunId, true), rows.PlaceOf(RunId));
    }

    [Fact]
    public void Run_is_known_also_when_its_tag_is_deleted()
    {
        var rows = new ImportRows(Database, new ImportReport(), Clock);
        rows.AddRun(Imported(Experiment("theirs"), []), "there");

        Store.Runs.DeleteTag(RunId, "cambium.imported_from");

        Assert.Equal((RunId, true), rows.PlaceOf(RunId));
    }

    [Fact]
    public void Longer_description_of_a_model_than_is_taken_today_is_kept_whole()
    {
        var text = new string('d', 6000);
        var version = new VersionRecord
        {
            Name = "m", Version = 1, Created = 5, Updated = 6, Stage = ModelStages.None, Source = "s3://b/1", DownloadUri = "s3://b/1", Description = text + "\0",
        };
        var report = new ImportReport();

        new ImportRegistry(Store, new ImportedUris(), report).Add(new ImportedRegistration(
            new ModelRecord("m", text, 3, 4, [], [], []), [version]));

        var model = Store.Models.GetModel("m");
        Assert.Equal((text, 3, 4), (model.Description, model.Created, model.Updated));
        Assert.Equal((text, 5, 6), (Store.Models.GetVersion("m", 1).Description, Store.Models.GetVersion("m", 1).Created, Store.Models.GetVersion("m", 1).Updated));
    }

    /// <summary>Points, amid which somebody else writes as soon as the first slice is read.</summary>
    IEnumerable<MetricValue> Read(int count, int breaksAt)
    {
        for (var i = 1; i <= count; i++)
        {
            if (i == 75_000)
            {
                WriteAtOnce($"while {breaksAt}");
            }

            if (i == breaksAt)
            {
                throw new TimeoutException();
            }

            yield return new MetricValue("loss", i, 1000 + i, i);
        }
    }

    /// <summary>Writes over a connection of its own.</summary>
    protected abstract void WriteAtOnce(string name);

    static ImportedRun Imported(long experiment, IEnumerable<MetricValue> points) => new(
        new RunRecord
        {
            Id = RunId,
            ExperimentId = experiment,
            Name = "theirs",
            UserId = "",
            Status = RunStatus.Finished,
            Started = 1,
            ArtifactUri = $"mlflow-artifacts:/{experiment}/{RunId}/artifacts",
            IsDeleted = false,
        },
        null,
        points);

    public sealed class OnSqlite() : ImportRowsTests(new SqlitePlace())
    {
        /// <summary>Does not wait for a lock.</summary>
        protected override void WriteAtOnce(string name)
        {
            using var other = SqliteDatabase.Open(Path.Combine(StorePath, "cambium.db"), waitSeconds: 0);
            new SqlExperimentStore(other, "", Clock).CreateExperiment(name, null, []);
        }
    }

    public sealed class OnPostgres : ImportRowsTests
    {
        readonly PostgresPlace _place;

        public OnPostgres(PostgresServer server)
            : this(new PostgresPlace(server))
        {
        }

        OnPostgres(PostgresPlace place)
            : base(place) => _place = place;

        protected override void WriteAtOnce(string name)
        {
            using var other = _place.Open(Clock);
            other.Experiments.CreateExperiment(name, null, []);
        }
    }
}
