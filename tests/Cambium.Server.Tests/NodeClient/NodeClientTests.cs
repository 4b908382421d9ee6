using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Cambium.Server.Tests;

/// <summary>A client of MLflow's protocol that others wrote: the npm package "mlflow" 2.0.7, for Node.</summary>
public sealed class NodeClientTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    [Fact]
    public async Task What_a_client_of_others_logs_it_reads_again()
    {
        var told = await RunAsync();

        Assert.Equal("from node.js", MlflowServer.Text(told["experiment"]!["name"]));
        Assert.Equal("active", MlflowServer.Text(told["experiment"]!["lifecycle_stage"]));
        MlflowServer.AssertJson("""{"status": 400, "code": "RESOURCE_ALREADY_EXISTS", "message": "Experiment(name=from node.js) already exists."}""", told["again"]);
        var created = told["created"]!["info"]!;
        Assert.Equal(("nora", "RUNNING", 1700000000000), (MlflowServer.Text(created["user_id"]), MlflowServer.Text(created["status"]), created["start_time"]!.GetValue<long>()));
        MlflowServer.AssertJson("{}", told["batch"]);
        Assert.Equal(("FINISHED", 1700000009000), (MlflowServer.Text(told["updated"]!["status"]), told["updated"]!["end_time"]!.GetValue<long>()));
        var data = told["run"]!["data"]!;
        MlflowServer.AssertJson("""[{"key": "depth", "value": "3"}, {"key": "name", "value": "träge 語"}]""", data["params"]);
        Assert.Equal(
            """[{"key":"auc","value":0.875,"timestamp":2,"step":1},{"key":"loss","value":0.03333333333333333,"timestamp":1700000000029,"step":29}]""",
            data["metrics"]!.ToJsonString());
        Assert.Equal(["js", MlflowServer.Text(created["run_name"]), "done"], data["tags"]!.AsArray().Select(tag => MlflowServer.Text(tag!["value"])));
        Assert.Equal(
            Enumerable.Range(0, 30).Select(step => (1.0 / (step + 1), (long)step)),
            told["history"]!.AsArray().Select(point => (point!["value"]!.GetValue<double>(), point["step"]!.GetValue<long>())));
        MlflowServer.AssertJson("{}", told["noHistory"]);
        MlflowServer.AssertJson($$"""{"root_uri": "{{created["artifact_uri"]}}"}""", told["files"]);
        MlflowServer.AssertJson($$"""{"root_uri": "{{created["artifact_uri"]}}"}""", told["filesBelow"]);
        MlflowServer.AssertJson("[[0, 1], [2, 3], [1700000000000]]", told["pages"]);
        Assert.Equal(MlflowServer.Text(created["run_id"]), MlflowServer.Text(Assert.Single(told["found"]!.AsArray())));
        MlflowServer.AssertJson("""["deleted"]""", told["deleted"]);
        Assert.Equal("deleted", MlflowServer.Text(told["deletedExperiment"]));
        AssertRefusals(told, MlflowServer.Text(created["run_id"]));
    }

    /// <summary>Refusals; among them two calls that no server of MLflow 2 or later answers: one was removed with 2.0, the path of the other lacks a slash.</summary>
    static void AssertRefusals(JsonNode told, string run)
    {
        MlflowServer.AssertJson("""{"status": 404, "code": null, "message": null}""", told["removedCall"]);
        MlflowServer.AssertJson("""{"status": 404, "code": null, "message": null}""", told["wrongPath"]);
        MlflowServer.AssertJson("""{"status": 404, "code": "RESOURCE_DOES_NOT_EXIST", "message": "Run with id=nope not found"}""", told["missing"]);
        Assert.Equal(
            $"Changing param values is not allowed. Param with key='depth' was already logged with value='3' for run ID='{run}'. Attempted logging new value '4'.",
            MlflowServer.Text(told["changedParameter"]!["message"]));
        Assert.Equal(("400", "INVALID_PARAMETER_VALUE"), (told["badFilter"]!["status"]!.ToString(), MlflowServer.Text(told["badFilter"]!["code"])));
    }

    async Task<JsonNode> RunAsync()
    {
        var start = new ProcessStartInfo("node", ["-", server.Server.Url.ToString().TrimEnd('/')])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NODE_PATH"] = typeof(NodeClientTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "NodeModules").Value;
        using var node = Process.Start(start)!; // a program was started, none reused
        await using (var script = typeof(NodeClientTests).Assembly.GetManifestResourceStream("node-calls.cjs")!) // the project embeds it
        {
            await script.CopyToAsync(node.StandardInput.BaseStream, Test.Stop);
        }

        node.StandardInput.Close();
        var errors = node.StandardError.ReadToEndAsync(Test.Stop);
        var output = await node.StandardOutput.ReadToEndAsync(Test.Stop);
        await node.WaitForExitAsync(Test.Stop);
        Assert.True(node.ExitCode == 0, await errors);
        return JsonNode.Parse(output)!;
    }
}
