using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NbaStudio.Data.Filters;
using NbaStudio.Data.Pictures;
using NbaStudio.Data.Retention;

namespace NbaStudio.Data;

/// <summary>Registers console data; used by the hub and by commands alike.</summary>
public static class DataRegistration
{
    public static IServiceCollection AddConsoleData(this IServiceCollection services, Workspace workspace)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = workspace.ConsoleDatabaseFile, DefaultTimeout = 30 }.ToString();
        return services.AddSingleton(workspace)
            .AddDbContextFactory<ConsoleDb>(options => options.UseSqlite(connection))
            .AddSingleton<ConsoleDatabase>()
            .AddSingleton<AuditLog>()
            .AddSingleton<AuditKeeper>()
            .AddSingleton<ConsoleSettings>()
            .AddSingleton<RetentionStore>()
            .AddSingleton<PictureStore>()
            .AddSingleton<IPictures>(provider => provider.GetRequiredService<PictureStore>())
            .AddSingleton<TrialStore>()
            .AddSingleton<ISavedFilters, SavedFilterStore>()
            .AddSingleton<PolicyStore>()
            .AddSingleton<ChangeStore>()
            .AddSingleton<PublicationStore>();
    }
}
