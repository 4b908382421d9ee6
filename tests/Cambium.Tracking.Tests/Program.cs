using Cambium.Tracking.Tests;

return args is [OtherProcess.Command, var folder, var count]
    ? OtherProcess.WriteRun(folder, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture))
    : Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args).GetAwaiter().GetResult();
