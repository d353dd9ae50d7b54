using NbaStudio.Commands.Backup;
using NbaStudio.Commands.Evaluate;
using NbaStudio.Commands.Evaluate.Measurement;
using NbaStudio.Commands.Examples.CompleteJourney;
using NbaStudio.Commands.Import;
using NbaStudio.Commands.Policies;
using NbaStudio.Commands.Replay;
using NbaStudio.Commands.Simulate;
using NbaStudio.Commands.Starts;

namespace NbaStudio.Commands;

/// <summary>Every verb of the program.</summary>
public static class StudioCommands
{
    public static IReadOnlyList<ICommand> All { get; } =
    [
        new KeyCreateCommand(),
        new KeyListCommand(),
        new KeyRevokeCommand(),
        new AccountLinkCommand(),
        new AuditVerifyCommand(),
        new SettingsCommand(),
        new BackupCommand(),
        new RestoreCommand(),
        new ImportCommand(ImportKind.Customers),
        new ImportCommand(ImportKind.Events),
        new ImportCommand(ImportKind.Outcomes),
        new PolicyValidateCommand(),
        new PolicyDiffCommand(),
        new PolicyExportCommand(),
        new PolicyPublishCommand(),
        new PolicyScoreCommand(),
        new ModelStartCommand(),
        new ReplayEventsCommand(),
        new ReplayDecisionsCommand(),
        new SimulateCommand(),
        new EvaluatePatternCommand(),
        new EvaluatePropensityCommand(),
        new EvaluateTextCommand(),
        new EvaluateLifetimeCommand(),
        new EvaluateExperimentCommand(),
        new EvaluateSampleSizeCommand(),
        new EvaluatePolicyCommand(),
        new ExampleCompleteJourneyCommand(),
        new ExampleCompleteJourneyGateCommand(),
    ];
}
