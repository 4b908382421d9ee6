using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>Files of experiments whose artifacts lie at places of their own.</summary>
public sealed class LocationTests : IDisposable
{
    readonly GuardedRoom _room = new();

    public LocationTests() => _room.People.Users.Add("os:test", "ann", "correct horse battery", Role.Viewer);

    public void Dispose() => _room.Dispose();

    [Theory]
    [InlineData("mlflow-artifacts:/team/churn", "team/churn/r/artifacts/a.txt")]
    [InlineData("mlflow-artifacts:/team/churn/", "team/churn/a.txt")]
    [InlineData("mlflow-artifacts://ml.example.org:5000/team/churn", "team/churn/a.txt")]
    [InlineData("mlflow-artifacts:/2024/churn", "2024/churn/a.txt")]
    public void Grant_reaches_the_files_wherever_they_lie(string location, string file)
    {
        var own = _room.Store.Experiments.CreateExperiment("own", location, []);
        _room.Store.Artifacts.Write(file, stream => stream.WriteByte(1));

        _room.People.Grants.SetOnExperiment("root", "ann", own, Role.None);
        Assert.Equal($"This needs the role viewer on experiment {own}; ann has none there. Ask somebody who manages it, or an administrator.", Refusal(() => _room.Guarded.Artifacts.OpenRead(file)));
        Assert.Contains("needs the role viewer", Refusal(() => _room.Guarded.Artifacts.List(file.Split('/')[0])), StringComparison.Ordinal);

        _room.People.Grants.SetOnExperiment("root", "ann", own, Role.Editor);
        _room.AsUser("ann").Guarded.Artifacts.Write(file, stream => stream.WriteByte(2));
        Assert.Contains("needs the role manager", Refusal(() => _room.Guarded.Artifacts.Delete(file)), StringComparison.Ordinal);

        _room.People.Grants.SetOnExperiment("root", "ann", own, Role.Manager);
        _room.AsUser("ann").Guarded.Artifacts.Delete(file);
        Assert.Empty(_room.Store.Artifacts.List(file[..file.LastIndexOf('/')]));
    }

    [Fact]
    public void Nobody_gets_at_files_by_making_an_experiment_over_them()
    {
        _room.People.Users.SetRole("root", "ann", Role.Editor);
        var secret = _room.Store.Experiments.CreateExperiment("secret", "mlflow-artifacts:/team/secret", []);
        foreach (var hidden in new[] { secret, _room.Experiment })
        {
            _room.People.Grants.SetOnExperiment("root", "ann", hidden, Role.None);
        }

        foreach (var (location, owner) in new[]
        {
            ("mlflow-artifacts:/team/secret/sub", secret), ("mlflow-artifacts:/team", secret), ($"mlflow-artifacts:/{_room.Experiment}", _room.Experiment),
            ($"mlflow-artifacts:/{_room.Experiment}/{_room.Run}", _room.Experiment),
        })
        {
            Assert.StartsWith($"This needs the role manager on experiment {owner}; ann has none there.", Refusal(() => _room.Guarded.Experiments.CreateExperiment("over", location, [])), StringComparison.Ordinal);
        }

        // Made by an administrator, it opens nothing either.
        var over = _room.Store.Experiments.CreateExperiment("over", "mlflow-artifacts:/team/secret/sub", []);
        var inside = _room.Store.Experiments.CreateExperiment("inside", $"mlflow-artifacts:/{_room.Experiment}/sub", []);
        _room.People.Grants.SetOnExperiment("root", "ann", over, Role.Manager);
        _room.People.Grants.SetOnExperiment("root", "ann", inside, Role.Manager);
        Assert.Contains($"on experiment {secret}", Refusal(() => _room.Guarded.Artifacts.OpenRead("team/secret/sub/a.txt")), StringComparison.Ordinal);
        Assert.Contains($"on experiment {_room.Experiment}", Refusal(() => _room.Guarded.Artifacts.OpenRead($"{_room.Experiment}/sub/a.txt")), StringComparison.Ordinal);
        Assert.Null(_room.Guarded.Artifacts.OpenRead("team/secretary/a.txt"));
        _room.Guarded.Experiments.CreateExperiment("beside", "mlflow-artifacts:/team/secretary", []);
    }

    string Refusal(Action act)
    {
        _room.AsUser("ann");
        var refusal = Assert.Throws<TrackingException>(act);
        Assert.Equal(TrackingErrorCode.PermissionDenied, refusal.Code);
        return refusal.Message;
    }
}
