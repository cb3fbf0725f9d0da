using Reprise.Data.Csv;
using Reprise.Data.Validation;
using TurkishMusic;

namespace Reprise.Cli.Validate;

/// <summary>The contract a file is held against, and where it came from.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Source">Where it came from, for scripts: file, built_in, inferred.</param>
/// <param name="Words">The same for people.</param>
internal sealed record DataRules(DataContract Contract, string Source, string Words)
{
    private static readonly DataContract[] BuiltIn = [TurkishMusicDataset.Contract];

    /// <summary>The contract of a rules file if one is named; else the built-in one the header is meant for; else one inferred from the file itself.</summary>
    public static DataRules For(Data.Csv.TextTable text, string file, string? rulesFile)
    {
        if (rulesFile is not null)
        {
            var contract = DataContract.Load(rulesFile);
            return new DataRules(contract, "file", $"{contract.Name} ({rulesFile})");
        }

        return Array.Find(BuiltIn, contract => contract.Fits([.. text.ColumnNames])) is { } builtIn
            ? new DataRules(builtIn, "built_in", $"{builtIn.Name} (built in; the header is this data set's)")
            : new DataRules(ContractInference.Infer(text, Path.GetFileName(file)), "inferred", "inferred from the file itself; ranges are its own (write real ones with --infer-rules, use them with --rules)");
    }
}
