using System.Diagnostics;

namespace Cambium.Cli.Tests;

/// <summary>A folder of its own in which the built tool is run, as a person would.</summary>
public sealed class Workshop : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public Workshop() => Folder = Directory.CreateTempSubdirectory("cambium-cli-").FullName;

    /// <summary>The folder, which is also the working directory.</summary>
    public string Folder { get; }

    /// <summary>Puts a sample table into the folder.</summary>
    internal Workshop WithSample(string name)
    {
        File.Copy(Path.Combine(RepositoryFolder(), "samples", name), Path.Combine(Folder, name), overwrite: true);
        return this;
    }

    /// <summary>Puts a text file into the folder.</summary>
    internal Workshop WithFile(string name, string text)
    {
        File.WriteAllText(Path.Combine(Folder, name), text);
        return this;
    }

    /// <summary>Runs the tool to its end.</summary>
    internal Task<Answer> RunAsync(params string[] words) => RunAsync([], words);

    /// <summary>Runs the tool to its end, with more variables in its environment.</summary>
    internal async Task<Answer> RunAsync((string Name, string Value)[] environment, params string[] words)
    {
        using var process = Start(environment, words);
        return await EndAsync(process);
    }

    /// <summary>Runs the tool to its end, with a text on standard input.</summary>
    internal async Task<Answer> RunWithInputAsync(string input, params string[] words)
    {
        using var process = StartProgram("dotnet", [], input, [Path.Combine(AppContext.BaseDirectory, "cambium.dll"), .. words]);
        return await EndAsync(process);
    }

    /// <summary>Starts the tool.</summary>
    /// <remarks>Where the tests themselves run in the background of a shell, they and their children ignore Ctrl-C; a person's tool does not.</remarks>
    internal Process Start((string Name, string Value)[] environment, params string[] words) =>
        StartProgram("env", environment, ["--default-signal=INT,TERM", "dotnet", Path.Combine(AppContext.BaseDirectory, "cambium.dll"), .. words]);

    /// <summary>Starts any program in the folder.</summary>
    internal Process StartProgram(string program, (string Name, string Value)[] environment, params string[] words) => StartProgram(program, environment, "", words);

    Process StartProgram(string program, (string Name, string Value)[] environment, string input, string[] words)
    {
        var start = new ProcessStartInfo(program, words)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Remove("COLUMNS");
        start.Environment.Remove("NO_COLOR");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!; // null only where a running process is reused
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Waits for the end of a program and gathers what it said.</summary>
    internal static async Task<Answer> EndAsync(Process process)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Answer(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Sends a signal, such as INT for Ctrl-C.</summary>
    internal static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>The folder of the whole source.</summary>
    internal static string RepositoryFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cambium.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No folder above the tests holds Cambium.slnx.");
        }

        return folder;
    }
}
