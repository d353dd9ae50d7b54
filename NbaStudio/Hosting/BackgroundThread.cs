using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace NbaStudio.Hosting;

/// <summary>Long computations that must not make live decisions wait: a thread of their own that gets the processor when nobody else wants it. So do the threads that it starts, where the system passes the rank on (Linux does).</summary>
/// <remarks>Whatever such a thread hands to the pool could make the pool start a thread of that rank, which would then serve customers. So the work only computes and reads; who waits for it tells others.</remarks>
internal static class BackgroundThread
{
    // Of the ranks from -20 to 19, in which 0 is what everything else has: about a tenth of its share where both want the same processor.
    private const int Rank = 10;

    // PRIO_PROCESS: on Linux every thread has its own; 0 for "who" is the one that asks.
    private const int OfThread = 0;

    /// <summary>Runs work on such a thread and waits for it on one of the usual rank.</summary>
    /// <param name="beat">How often who waits looks up.</param>
    /// <param name="waits">Done at once and at every beat.</param>
    /// <returns>Ends when the work has ended; fails as it fails.</returns>
    public static Task RunAsync(Action work, TimeSpan beat, Action waits) => Task.Factory.StartNew(
        () =>
        {
            Exception? failure = null;
            var thread = new Thread(() =>
            {
                StepBack();
                try
                {
                    work();
                }
                catch (Exception thrown)
                {
                    // Thrown where somebody waits: here it would end the program.
                    failure = thrown;
                }
            })
            { IsBackground = true, Name = "what-if", Priority = ThreadPriority.BelowNormal };
            thread.Start();
            do
            {
                waits();
            }
            while (!thread.Join(beat));
            if (failure is not null)
            {
                ExceptionDispatchInfo.Throw(failure);
            }
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    // .NET passes a thread's priority to Windows only. To step back is always allowed, and where it should fail the work is done all the same.
    private static void StepBack()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetPriority(OfThread, 0, Rank);
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int priority);
}
