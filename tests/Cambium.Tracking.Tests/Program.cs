using System.Globalization;
using Cambium.Tracking.Tests;

return args switch
{
    [OtherProcess.Command, var folder, var count] => OtherProcess.WriteRun(folder, int.Parse(count, CultureInfo.InvariantCulture)),
    [OtherProcess.BatchCommand, var folder, _] => OtherProcess.WriteBatches(folder),
    [OtherProcess.RemoteCommand, var url, var end] => OtherProcess.WriteRemoteRun(url, end),
    [OtherProcess.RemovalCommand, var folder, _] => OtherProcess.Remove(folder),
    [OtherProcess.SearchCommand, var folder, _] => OtherProcess.WriteSearch(folder),
    [OtherProcess.DatasetCommand, var store, var folder] => OtherProcess.AddDatasets(store, folder),
    _ => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
};
