using System.Globalization;
using System.Reflection;
using Reprise.Learning.Bench;

// work ROOT NAME: does one work in this process.   compare ROOT [switches]: starts each work and its peers in turn; see bench/compare.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
IWork[] works =
[
    .. Assembly.GetExecutingAssembly().GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(IWork)))
        .Select(type => (IWork)Activator.CreateInstance(type)!)
        .OrderBy(work => work.Name, StringComparer.Ordinal),
];
if (args is ["work", var root, var name])
{
    BenchData.Root = root;
    try
    {
        works.Single(work => work.Name == name).Run(new WorkLog(Console.Out));
        return 0;
    }
    catch (Exception e) when (e is IOException or InvalidOperationException or ArgumentException)
    {
        Console.Error.WriteLine(e.Message);                                  // the last line is what the comparison says
        return 1;
    }
}

return args is ["compare", var checkout, ..] ? new Comparison(checkout, works).Run(args.AsSpan(2)) : 2;
