using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>Who may read the history of a model, and how far.</summary>
public sealed class HistoryRoleTests : IDisposable
{
    readonly GuardedRoom _room = new();

    IRegistryHistory History => _room.Guarded.ModelHistory;

    public void Dispose() => _room.Dispose();

    [Fact]
    public void A_role_on_the_model_alone_is_enough_for_its_history()
    {
        _room.As(Role.None, onFirst: Role.Viewer);

        Assert.NotEmpty(History.Events(new HistoryQuery(GuardedRoom.Model)).Items);
        Assert.Equal(GuardedRoom.Model, History.At(GuardedRoom.Model, _room.Time.GetUtcNow().ToUnixTimeMilliseconds()).Model);
        Assert.NotNull(History.AliasPeriods(GuardedRoom.Model));
        Assert.Equal(
            "This needs the role viewer on model 'churn'; ann has none there. Ask somebody who manages it, or an administrator.",
            Assert.Throws<TrackingException>(() => History.Events(new HistoryQuery(GuardedRoom.OtherModel))).Message);
    }

    [Theory]
    [InlineData("none", "viewer", false)]
    [InlineData("none", "manager", false)]
    [InlineData("viewer", "viewer", true)]
    public void Of_a_model_that_had_the_name_before_only_those_hear_who_may_see_all_models(string everywhere, string onModel, bool isTold)
    {
        _room.As(RoleNames.Parse(everywhere), onFirst: RoleNames.Parse(onModel));
        var models = _room.Store.Models;
        models.RenameModel(GuardedRoom.OtherModel, "moved");
        models.DeleteModel("moved");
        models.RenameModel(GuardedRoom.Model, GuardedRoom.OtherModel);

        Assert.Equal(isTold, History.Events(new HistoryQuery(GuardedRoom.OtherModel)).Items.Any(e => e.Change == RegistryChange.ModelDeleted));
        Assert.Equal(isTold, History.AliasPeriods(GuardedRoom.OtherModel).Any(period => period.Ended?.Change == RegistryChange.ModelDeleted));
    }

    [Fact]
    public void A_model_that_is_hidden_does_not_show_under_its_former_name()
    {
        var (models, hidden) = (_room.Store.Models, _room.People.Grants.ModelId(GuardedRoom.Model));
        models.RenameModel(GuardedRoom.Model, "secret");
        models.CreateModel(GuardedRoom.Model, null, []);
        _room.AsUser(Hide("vi", hidden));

        Assert.Equal([RegistryChange.ModelCreated], History.Events(new HistoryQuery(GuardedRoom.Model)).Items.Select(e => e.Change));
    }

    string Hide(string name, long? model)
    {
        Assert.NotNull(model);
        _room.People.Users.Add("root", name, PeopledServer.Password, Role.Viewer);
        _room.People.Grants.SetOnModel("root", name, "secret", Role.None);
        return name;
    }
}
