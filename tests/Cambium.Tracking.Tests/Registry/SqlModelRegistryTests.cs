namespace Cambium.Tracking.Tests;

public static class SqlModelRegistryTests
{
    static readonly KeyValuePair<string, string> Tag = new("team", "risk");

    public abstract class Names(StorePlace place) : RegistryFixture(place)
    {
        [Fact]
        public void Descriptions_of_models_have_at_most_five_thousand_characters_and_those_of_versions_room_for_a_card()
        {
            var longest = string.Concat(Enumerable.Repeat("😀", 5000));
            var card = string.Concat(Enumerable.Repeat("😀", 20_000));
            const string Message = "'description' exceeds the maximum length of 5000 characters";
            const string CardMessage = "'description' exceeds the maximum length of 20000 characters";
            Models.CreateModel("m", longest, []);
            Models.CreateVersion("m", From("s3://b/1") with { Description = card });

            Assert.Equal((longest, card), (Models.DescribeModel("m", longest).Description, Models.DescribeVersion("m", 1, card).Description));
            Refused(TrackingErrorCode.InvalidParameterValue, Message, () => Models.CreateModel("n", longest + "x", []));
            Refused(TrackingErrorCode.InvalidParameterValue, CardMessage, () => Models.CreateVersion("m", From("s3://b/1") with { Description = card + "x" }));
            Refused(TrackingErrorCode.InvalidParameterValue, Message, () => Models.DescribeModel("m", longest + "x"));
            Refused(TrackingErrorCode.InvalidParameterValue, CardMessage, () => Models.DescribeVersion("m", 1, card + "x"));
            Refused(
                TrackingErrorCode.InvalidParameterValue,
                "Invalid value \"a\\u0000\" for parameter 'description' supplied: Text may not contain NUL characters.",
                () => Models.DescribeModel("m", "a\0"));
        }

        [Fact]
        public void A_model_has_what_it_was_made_with()
        {
            var made = Models.CreateModel("a/b:c", "What it is", [Tag, new("a", "1"), new("team", "credit")]);

            Assert.Equal(("a/b:c", "What it is", Now, Now), (made.Name, made.Description, made.Created, made.Updated));
            Assert.Equal([new("a", "1"), new("team", "credit")], made.Tags);
            Assert.Empty(made.LatestVersions);
            Assert.Empty(made.Aliases);
            Assert.Equivalent(made, Models.GetModel("a/b:c"));
        }

        [Theory]
        [InlineData(false, false, "Registered Model (name=R) already exists.")]
        [InlineData(true, true, "Prompt (name=R) already exists.")]
        [InlineData(false, true, "Tried to create a prompt with name 'R', but the name is already taken by a registered model. MLflow does not allow creating a model and a prompt with the same name.")]
        [InlineData(true, false, "Tried to create a registered model with name 'R', but the name is already taken by a prompt. MLflow does not allow creating a model and a prompt with the same name.")]
        public void A_name_is_taken_once_by_a_model_or_a_prompt(bool first, bool second, string message)
        {
            KeyValuePair<string, string>[] Tags(bool isPrompt) => isPrompt ? [new("mlflow.prompt.is_prompt", "true")] : [];
            Models.CreateModel("R", null, Tags(first));
            Models.CreateModel("r", null, []);

            Refused(TrackingErrorCode.ResourceAlreadyExists, message, () => Models.CreateModel("R", null, Tags(second)));
        }

        [Fact]
        public void A_name_that_is_refused_leaves_nothing()
        {
            Refused(TrackingErrorCode.InvalidParameterValue, "Missing value for required parameter 'name'.", () => Models.CreateModel("", null, []));
            Refused(
                TrackingErrorCode.InvalidParameterValue,
                "'value' exceeds the maximum length of 100000 characters",
                () => Models.CreateModel("m", null, [Tag, new("k", new string('v', 100_001))]));

            Assert.Empty(Models.SearchModels(new SearchRequest()).Items);
        }

        [Fact]
        public void What_is_not_there_is_not_found()
        {
            void NotFound(Action call) => Refused(TrackingErrorCode.ResourceDoesNotExist, "Registered Model with name=x not found", call);

            NotFound(() => Models.GetModel("x"));
            NotFound(() => Models.DescribeModel("x", "d"));
            NotFound(() => Models.RenameModel("x", "y"));
            NotFound(() => Models.DeleteModel("x"));
            NotFound(() => Models.SetModelTag("x", "k", "v"));
            NotFound(() => Models.DeleteModelTag("x", "k"));
            NotFound(() => Models.LatestVersions("x", []));
            NotFound(() => Models.DeleteAlias("x", "champion"));
            NotFound(() => Models.GetVersionByAlias("x", "champion"));
            NotFound(() => Models.CreateVersion("x", From("s3://b/p")));
        }

        [Fact]
        public void A_text_that_looks_like_SQL_is_only_a_name()
        {
            const string name = "x'); DROP TABLE registered_models; --";
            Models.CreateModel(name, name, [new("k", name)]);
            Models.CreateVersion(name, From("s3://b/p", new KeyValuePair<string, string>("k", name)));

            Assert.Equal(name, Models.GetVersion(name, 1).Tags[0].Value);
            Refused(TrackingErrorCode.ResourceDoesNotExist, "Registered Model with name=' OR 1=1 not found", () => Models.GetModel("' OR 1=1"));
        }

        [Fact]
        public void Describing_sets_or_empties_what_people_wrote()
        {
            var made = Models.CreateModel("m", "before", []).Created;
            var later = Tick();

            Assert.Equal(("after", made, later), Models.DescribeModel("m", "after") switch { var m => (m.Description, m.Created, m.Updated) });
            Assert.Null(Models.DescribeModel("m", null).Description);
        }

        [Fact]
        public void A_new_name_takes_versions_tags_and_aliases_along()
        {
            AddModel("m", 2);
            Models.SetModelTag("m", "team", "risk");
            Models.SetAlias("m", "champion", 2);
            var later = Tick();

            var renamed = Models.RenameModel("m", "n");

            Assert.Equal(("n", later), (renamed.Name, renamed.Updated));
            Assert.Equal([Tag], renamed.Tags);
            Assert.Equal([new("champion", 2)], renamed.Aliases);
            Assert.Equal("n", Models.GetVersion("n", 1).Name);
            Assert.Throws<TrackingException>(() => Models.GetModel("m"));
            Assert.Equal(3, Models.CreateVersion("n", From("s3://b/p")).Version);
        }

        [Fact]
        public void A_new_name_must_be_free()
        {
            AddModel("m", 0);
            AddModel("n", 0);

            Refused(TrackingErrorCode.ResourceAlreadyExists, "Registered Model (name=n) already exists.", () => Models.RenameModel("m", "n"));
            Refused(TrackingErrorCode.InvalidParameterValue, "Missing value for required parameter 'new_name'.", () => Models.RenameModel("m", ""));
            Assert.Equal("m", Models.RenameModel("m", "m").Name);
        }

        [Fact]
        public void A_deleted_model_is_gone_with_all_it_had_and_its_name_begins_anew()
        {
            AddModel("m", 3);
            Models.SetAlias("m", "champion", 3);
            Models.SetVersionTag("m", 3, "k", "v");

            Models.DeleteModel("m");

            Refused(TrackingErrorCode.ResourceDoesNotExist, "Model Version (name=m, version=3) not found", () => Models.GetVersion("m", 3));
            AddModel("m", 1);
            Assert.Equal(1, Assert.Single(Models.GetModel("m").LatestVersions).Version);
            Assert.Empty(Models.GetModel("m").Aliases);
            Assert.Empty(Models.GetVersion("m", 1).Tags);
        }

        [Fact]
        public void Tags_are_set_over_and_taken_away()
        {
            AddModel("m", 0);
            Models.SetModelTag("m", "k", "1");
            Models.SetModelTag("m", "k", "2");
            Assert.Equal([new("k", "2")], Models.GetModel("m").Tags);

            Models.DeleteModelTag("m", "k");
            Models.DeleteModelTag("m", "k");

            Assert.Empty(Models.GetModel("m").Tags);
        }

        public sealed class OnSqlite() : Names(new SqlitePlace());

        public sealed class OnPostgres(PostgresServer server) : Names(new PostgresPlace(server));
    }

    public abstract class Versions(StorePlace place) : RegistryFixture(place)
    {
        [Fact]
        public void A_version_has_what_it_was_made_with()
        {
            AddModel("m", 0);
            var later = Tick();

            var made = Models.CreateVersion("m", new NewVersion("s3://bucket/model", "not-looked-up", "http://runs/1", "first", null, [Tag]));

            Assert.Equivalent(
                new VersionRecord
                {
                    Name = "m",
                    Version = 1,
                    Created = later,
                    Updated = later,
                    Stage = "None",
                    Description = "first",
                    Source = "s3://bucket/model",
                    DownloadUri = "s3://bucket/model",
                    RunId = "not-looked-up",
                    RunLink = "http://runs/1",
                    Tags = [Tag],
                },
                made,
                strict: true);
            Assert.Equivalent(made, Models.GetVersion("m", 1), strict: true);
            Assert.Equal(later, Models.GetModel("m").Updated);
        }

        [Fact]
        public void A_number_is_given_once_also_after_the_greatest_is_deleted()
        {
            AddModel("m", 2);

            Models.DeleteVersion("m", 2);

            Assert.Equal(3, Models.CreateVersion("m", From("s3://b/p")).Version);
            Refused(TrackingErrorCode.ResourceDoesNotExist, "Model Version (name=m, version=2) not found", () => Models.GetVersion("m", 2));
        }

        [Fact]
        public void A_deleted_version_takes_its_aliases_along()
        {
            AddModel("m", 2);
            Models.SetAlias("m", "champion", 2);
            Models.SetAlias("m", "old", 1);
            var later = Tick();

            Models.DeleteVersion("m", 2);

            Assert.Equal([new("old", 1)], Models.GetModel("m").Aliases);
            Assert.Equal(later, Models.GetModel("m").Updated);
            Refused(TrackingErrorCode.InvalidParameterValue, "Registered model alias champion not found.", () => Models.GetVersionByAlias("m", "champion"));
        }

        [Fact]
        public void What_is_not_there_is_not_found()
        {
            AddModel("R", 1);
            void NotFound(Action call) => Refused(TrackingErrorCode.ResourceDoesNotExist, "Model Version (name=R, version=9) not found", call);

            NotFound(() => Models.GetVersion("R", 9));
            NotFound(() => Models.DescribeVersion("R", 9, "d"));
            NotFound(() => Models.DeleteVersion("R", 9));
            NotFound(() => Models.MoveToStage("R", 9, "Staging", false));
            NotFound(() => Models.SetVersionTag("R", 9, "k", "v"));
            NotFound(() => Models.DeleteVersionTag("R", 9, "k"));
            NotFound(() => Models.SetAlias("R", "champion", 9));
        }

        [Fact]
        public void Describing_touches_the_version_only_and_null_leaves_it()
        {
            AddModel("m", 1);
            var made = Now;
            var later = Tick();

            Assert.Equal(("new", made, later), Models.DescribeVersion("m", 1, "new") switch { var v => (v.Description, v.Created, v.Updated) });
            Assert.Equal("new", Models.DescribeVersion("m", 1, null).Description);
            Assert.Equal("", Models.DescribeVersion("m", 1, "").Description);
            Assert.Equal(made, Models.GetModel("m").Updated);
        }

        [Fact]
        public void Tags_are_set_over_and_taken_away()
        {
            AddModel("m", 2);
            Models.SetVersionTag("m", 1, "k", "1");
            Models.SetVersionTag("m", 1, "k", "2");
            Models.SetVersionTag("m", 2, "k", "3");
            Assert.Equal([new("k", "2")], Models.GetVersion("m", 1).Tags);

            Models.DeleteVersionTag("m", 1, "k");
            Models.DeleteVersionTag("m", 1, "k");

            Assert.Empty(Models.GetVersion("m", 1).Tags);
            Assert.Equal([new("k", "3")], Models.GetVersion("m", 2).Tags);
        }

        [Fact]
        public void Writers_at_once_get_a_number_each()
        {
            AddModel("m", 0);

            var numbers = Enumerable.Range(0, 40).AsParallel().WithDegreeOfParallelism(8).Select(_ => Models.CreateVersion("m", From("s3://b/p")).Version).ToList();

            Assert.Equal(Enumerable.Range(1, 40), numbers.Order());
        }

        public sealed class OnSqlite() : Versions(new SqlitePlace());

        public sealed class OnPostgres(PostgresServer server) : Versions(new PostgresPlace(server));
    }

    public abstract class Stages(StorePlace place) : RegistryFixture(place)
    {
        [Fact]
        public void A_stage_is_given_in_any_case_and_kept_in_one()
        {
            AddModel("m", 1);
            var later = Tick();

            var moved = Models.MoveToStage("m", 1, "pRODUCTION", archiveOthers: false);

            Assert.Equal(("Production", later), (moved.Stage, moved.Updated));
            Assert.Equal(later, Models.GetModel("m").Updated);
            Refused(
                TrackingErrorCode.InvalidParameterValue,
                "Invalid Model Version stage: x. Value must be one of None, Staging, Production, Archived.",
                () => Models.MoveToStage("m", 1, "x", false));
        }

        [Fact]
        public void Others_of_the_stage_are_archived_when_asked()
        {
            AddModel("m", 4);
            Models.MoveToStage("m", 1, "Staging", false);
            Models.MoveToStage("m", 2, "Production", false);
            Models.MoveToStage("m", 3, "Staging", false);

            Models.MoveToStage("m", 4, "Staging", archiveOthers: true);

            Assert.Equal(["Archived", "Production", "Archived", "Staging"], Enumerable.Range(1, 4).Select(version => Models.GetVersion("m", version).Stage));
        }

        [Theory]
        [InlineData("None")]
        [InlineData("archived")]
        public void Only_what_is_in_use_can_be_archived(string stage)
        {
            AddModel("m", 1);

            Refused(
                TrackingErrorCode.InvalidParameterValue,
                $"Model version transition cannot archive existing model versions because '{stage}' is not an Active stage. Valid stages are ['Staging', 'Production']",
                () => Models.MoveToStage("m", 1, stage, archiveOthers: true));
        }

        [Fact]
        public void The_latest_versions_are_the_greatest_of_each_stage()
        {
            AddModel("other", 7);
            AddModel("m", 6);
            Models.MoveToStage("m", 1, "Production", false);
            Models.MoveToStage("m", 2, "Production", false);
            Models.MoveToStage("m", 6, "Staging", false);
            IEnumerable<int> Latest(params string[] stages) => Models.LatestVersions("m", stages).Select(version => version.Version);

            Assert.Equal([2, 5, 6], Latest());
            Assert.Equal([2, 5, 6], Models.GetModel("m").LatestVersions.Select(version => version.Version));
            Assert.Equal([2], Latest("production"));
            Assert.Equal([5, 6], Latest("None", "Staging"));
            Assert.Empty(Latest("Archived"));
            Refused(
                TrackingErrorCode.InvalidParameterValue,
                "Invalid Model Version stage: live. Value must be one of None, Staging, Production, Archived.",
                () => Latest("Staging", "live"));
        }

        public sealed class OnSqlite() : Stages(new SqlitePlace());

        public sealed class OnPostgres(PostgresServer server) : Stages(new PostgresPlace(server));
    }

    public abstract class Aliases(StorePlace place) : RegistryFixture(place)
    {
        [Fact]
        public void An_alias_moves_to_where_it_is_set()
        {
            AddModel("m", 3);
            Models.SetAlias("m", "champion", 1);
            Models.SetAlias("m", "b", 1);
            Models.SetAlias("m", "champion", 2);

            Assert.Equal(2, Models.GetVersionByAlias("m", "champion").Version);
            Assert.Equal(["b"], Models.GetVersion("m", 1).Aliases);
            Assert.Equal([new("b", 1), new("champion", 2)], Models.GetModel("m").Aliases);
            Refused(TrackingErrorCode.InvalidParameterValue, "Registered model alias Champion not found.", () => Models.GetVersionByAlias("m", "Champion"));
        }

        [Fact]
        public void An_alias_that_is_deleted_is_gone_and_may_be_deleted_again()
        {
            AddModel("m", 1);
            Models.SetAlias("m", "champion", 1);

            Models.DeleteAlias("m", "champion");
            Models.DeleteAlias("m", "champion");

            Assert.Empty(Models.GetModel("m").Aliases);
        }

        [Fact]
        public void Latest_is_the_greatest_version_whatever_its_stage()
        {
            AddModel("empty", 0);
            AddModel("m", 6);
            Models.MoveToStage("m", 6, "Archived", false);
            Models.MoveToStage("m", 1, "Production", false);

            Assert.Equal(6, Models.GetVersionByAlias("m", "Latest").Version);
            Refused(TrackingErrorCode.InvalidParameterValue, "Registered model alias latest not found.", () => Models.GetVersionByAlias("empty", "latest"));
            Refused(TrackingErrorCode.InvalidParameterValue, "'latest' alias name (case insensitive) is reserved.", () => Models.SetAlias("m", "LATEST", 1));
            Refused(TrackingErrorCode.InvalidParameterValue, "Version alias name 'v1' is reserved.", () => Models.SetAlias("m", "v1", 1));
        }

        public sealed class OnSqlite() : Aliases(new SqlitePlace());

        public sealed class OnPostgres(PostgresServer server) : Aliases(new PostgresPlace(server));
    }

    public abstract class ManyModels(StorePlace place) : RegistryFixture(place)
    {
        [Fact]
        public void Pages_tell_each_model_once_with_what_belongs_to_it()
        {
            for (var i = 0; i < 25; i++)
            {
                AddModel($"m{i:00}", 2);
                Models.SetAlias($"m{i:00}", "champion", 1);
                Models.SetVersionTag($"m{i:00}", 2, "i", $"{i}");
            }

            var first = Models.SearchModels(new SearchRequest { MaxResults = 20 });
            var rest = Models.SearchModels(new SearchRequest { MaxResults = 20, PageToken = first.NextToken });

            Assert.Equal(Enumerable.Range(0, 25).Select(i => $"m{i:00}"), first.Items.Concat(rest.Items).Select(model => model.Name));
            Assert.Null(rest.NextToken);
            Assert.All(rest.Items, model => Assert.Equal([new("champion", 1)], model.Aliases));
            Assert.All(rest.Items, model => Assert.Equal(int.Parse(model.Name[1..]), int.Parse(Assert.Single(model.LatestVersions).Tags[0].Value)));
        }

        public sealed class OnSqlite() : ManyModels(new SqlitePlace());

        public sealed class OnPostgres(PostgresServer server) : ManyModels(new PostgresPlace(server));
    }
}
