using Cambium.Bench;

// The folder of the data and the number of the round in, a line of JSON out; one line a work.
var works = new SortedDictionary<string, Func<string, int, string>>(StringComparer.Ordinal)
{
    ["boosted-trees"] = BoostedTreesWork.Run,
    ["dbscan"] = (folder, _) => DbscanWork.Run(folder),
    ["hdbscan"] = (folder, _) => HdbscanWork.Run(folder),
    ["k-nearest"] = (folder, _) => KNearestWork.Run(folder),
    ["logistic-regression"] = (folder, _) => LogisticRegressionWork.Run(folder),
    ["read-csv"] = (folder, _) => ReadCsvWork.Run(folder),
};

if (args is not [var name, var data, var round] || !int.TryParse(round, out var number) || !works.TryGetValue(name, out var work))
{
    Console.Error.WriteLine($"Usage: Cambium.Bench WORK FOLDER ROUND, with WORK one of {string.Join(", ", works.Keys)}.");
    return 2;
}

Console.WriteLine(work(data, number));
return 0;
