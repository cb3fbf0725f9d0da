using System.CommandLine;
using System.Runtime.ExceptionServices;
using Reprise.Cli.Shell;
using Reprise.Core.Errors;
using Reprise.Core.Files;
using Reprise.Data.Cleaning;
using Reprise.Data.Csv;
using Reprise.Data.Validation;

namespace Reprise.Cli.Validate;

/// <summary><c>reprise validate data FILE</c>: holds a CSV file against rules, shows every problem, and writes a cleaned file on request.</summary>
internal sealed class ValidateDataCommand : RepriseCommand
{
    private const int StructuralProblemsKept = 1_000_000;

    private readonly Argument<string> _file = new("FILE") { Description = "CSV file, gzip too." };
    private readonly Option<string> _rules = new("--rules")
    {
        Description = "Rules as JSON. Default: those of the built-in data set the header belongs to, else inferred from the file; the output says which.",
        HelpName = "RULES.json",
    };

    private readonly Option<string> _inferRules = new("--infer-rules")
    {
        Description = "Write rules to start from, inferred from FILE, and do nothing else. An existing file is not replaced.",
        HelpName = "OUT.json",
    };

    private readonly Option<string> _clean = new("--clean") { Description = "Write a cleaned copy that keeps the rules.", HelpName = "OUT.csv" };
    private readonly Option<string> _changes = new("--changes") { Description = "With --clean: write every change as CSV (row, line, column, rule, action, from, to).", HelpName = "OUT.csv" };
    private readonly Option<string> _missing = new("--missing")
    {
        Description = "With --clean: what becomes of numbers that are blank, junk or out of range: 'impute' puts the column's median there, 'drop' drops the row.",
        HelpName = "impute|drop",
        DefaultValueFactory = _ => "impute",
    };

    private readonly Option<int> _limit = new("--limit") { Description = "How many problems the table shows; 0 for all.", HelpName = "N", DefaultValueFactory = _ => 20 };
    private readonly DelimiterOption _delimiter = new();
    private readonly EncodingOption _encoding = new();
    private readonly JsonOption _json = new();

    public ValidateDataCommand(Terminal terminal)
        : base(terminal, "data", "Hold a CSV file against rules: types, blanks, ranges, labels, duplicates, balance. Shows every problem; can write a cleaned copy.")
    {
        _missing.AcceptOnlyFromAmong("impute", "drop");
        Add(_file);
        Add(_rules);
        Add(_inferRules);
        Add(_clean);
        Add(_changes);
        Add(_missing);
        Add(_limit);
        Add(_delimiter);
        Add(_encoding);
        Add(_json);
        _limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
            {
                result.AddError("--limit takes a number from 0 on.");
            }
        });
        Validators.Add(result =>
        {
            if (result.GetResult(_changes) is not null && result.GetResult(_clean) is null)
            {
                result.AddError("--changes lists what --clean does; give both.");
            }

            if (result.GetResult(_inferRules) is not null && (result.GetResult(_rules) ?? result.GetResult(_clean)) is not null)
            {
                result.AddError("--infer-rules does nothing but write rules; use it without --rules and --clean.");
            }
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        [
            "reprise validate data songs.csv",
            "reprise validate data songs.csv --infer-rules rules.json",
            "reprise validate data songs.csv.gz --rules rules.json --json > report.json",
            "reprise validate data songs.csv --rules rules.json --clean clean.csv --changes changes.csv",
        ];

    /// <inheritdoc/>
    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes =>
        [(ExitCode.Refused, "FILE breaks the rules (also when a cleaned copy was written)")];

    /// <inheritdoc/>
    protected override Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var file = arguments.GetValue(_file)!;
        RequireDifferentFiles(arguments);
        var csv = new CsvOptions
        {
            Delimiter = _delimiter.Of(arguments),
            Encoding = _encoding.Of(arguments),
            MaxProblems = StructuralProblemsKept,
        };
        var text = CsvText.Read(file, csv, cancellationToken);
        if (arguments.GetValue(_inferRules) is { } inferred)
        {
            return Task.FromResult(WriteRules(text, file, inferred, arguments.GetValue(_json)));
        }

        var rules = DataRules.For(text, file, arguments.GetValue(_rules));
        var report = DataValidator.Validate(text, rules.Contract, cancellationToken: cancellationToken);
        ExceptionDispatchInfo? failure = null;
        CleanedReport? cleaned = null;
        try
        {
            cleaned = Clean(arguments, text, rules.Contract, csv, cancellationToken);
        }
        catch (RepriseException e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }

        Write(arguments, new ValidateDataReport { File = file, RulesSource = rules.Source, Validation = report, Cleaned = cleaned }, rules);
        failure?.Throw();
        return Task.FromResult(report.Passed ? ExitCode.Ok : ExitCode.Refused);
    }

    private void RequireDifferentFiles(ParseResult arguments)
    {
        (string Name, string? Path)[] files =
        [
            ("FILE", arguments.GetValue(_file)),
            .. new[] { _rules, _clean, _changes, _inferRules }.Select(option => (option.Name, arguments.GetValue(option))),
        ];
        var seen = new Dictionary<string, string>(RealPath.Comparer);
        foreach (var (name, path) in files.Where(file => file.Path is { Length: > 0 }))
        {
            var real = RealPath.Of(path!);
            if (!seen.TryAdd(real, name))
            {
                var other = seen[real];
                throw new RepriseException(
                    ErrorCode.InvalidParameterValue,
                    $"{name} '{path}' is the same file as {other}; {(other == "FILE" ? "raw data is not replaced" : "one would replace the other")}. Name another file.");
            }
        }
    }

    private void Write(ParseResult arguments, ValidateDataReport document, DataRules rules)
    {
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(document, CliJson.Text.ValidateDataReport);
            return;
        }

        var view = new ValidateDataView(Terminal, arguments.GetValue(_limit));
        view.Write(document.File, rules, document.Validation);
        if (document.Cleaned is { } cleaned)
        {
            view.Write(cleaned);
        }
    }

    private CleanedReport? Clean(ParseResult arguments, Data.Csv.TextTable text, DataContract contract, CsvOptions csv, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(_clean) is not { } target)
        {
            return null;
        }

        var changes = arguments.GetValue(_changes);
        var missing = arguments.GetValue(_missing) == "drop" ? MissingNumbers.DropRow : MissingNumbers.ImputeMedian;
        var cleaned = DataCleaner.Clean(text, contract, missing, cancellationToken);
        CsvWriter.Write(target, cleaned.Text, csv.Delimiter);
        if (changes is not null)
        {
            cleaned.WriteChanges(changes);
        }

        var readBack = DataValidator.Validate(CsvText.Read(target, csv with { Encoding = null }, cancellationToken), contract, cancellationToken: cancellationToken);
        return new CleanedReport
        {
            File = target,
            ChangesFile = changes,
            Rows = cleaned.Text.RowCount,
            RowsDropped = cleaned.RowsDropped,
            Changes = cleaned.Changes.Count,
            Passed = readBack.Passed,
            Errors = readBack.Errors,
            Warnings = readBack.Warnings,
        };
    }

    private int WriteRules(Data.Csv.TextTable text, string file, string target, bool json)
    {
        if (File.Exists(target))
        {
            throw new RepriseException(ErrorCode.ResourceAlreadyExists, $"'{target}' exists and may have been edited. Name another file, or delete it.");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(target)) is { } folder && !Directory.Exists(folder))
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, $"--infer-rules: the folder '{folder}' is not there. Make it first, or name another file.");
        }

        text.ThrowIfProblems();
        var contract = ContractInference.Infer(text, Path.GetFileNameWithoutExtension(file));
        contract.Save(target);
        if (json)
        {
            Terminal.WriteJson(new InferredRulesReport(file, target, contract.Columns.Count), CliJson.Text.InferredRulesReport);
        }
        else
        {
            Terminal.OutputWriter.WriteLine(FormattableString.Invariant(
                $"{target}: rules for {contract.Columns.Count} columns as {file} is now. Edit types, ranges and labels, then: reprise validate data {file} --rules {target}"));
        }

        return ExitCode.Ok;
    }
}

/// <summary>What <c>--infer-rules</c> wrote.</summary>
internal sealed record InferredRulesReport(string File, string Rules, int Columns);
