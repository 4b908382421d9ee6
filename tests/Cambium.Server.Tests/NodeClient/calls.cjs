// Drives the npm package "mlflow" against the server named by its argument, and writes what it answered as one JSON object.
const MLflow = require('mlflow')

console.log = () => {} // the package prints each body that it sends

const refusal = async call => {
  try {
    return { answered: await call() }
  } catch (error) {
    const { status, data } = JSON.parse(error.message.replace(/^Error: /, ''))
    return { status, code: data && data.error_code, message: data && data.message }
  }
}

const main = async () => {
  const { Experiments, Runs, Metrics, Artifacts } = new MLflow({ endpoint: process.argv[2] })
  const told = {}
  const { experiment_id } = await Experiments.create({ name: 'from node' })
  await Experiments.update({ experiment_id, new_name: 'from node.js' })
  told.experiment = (await Experiments.get({ experiment_id })).experiment
  told.again = await refusal(() => Experiments.create({ name: 'from node.js' }))
  told.removedCall = await refusal(() => Experiments.list())
  told.wrongPath = await refusal(() => Experiments.setExperimentTag({ experiment_id, key: 'a', value: 'b' }))

  const created = await Runs.create({ experiment_id, user_id: 'nora', start_time: 1700000000000, tags: [{ key: 'lang', value: 'js' }] })
  const { run_id } = created.run.info
  told.created = created.run
  for (let step = 0; step < 30; step++) {
    await Runs.logMetric({ run_id, key: 'loss', value: 1 / (step + 1), timestamp: 1700000000000 + step, step })
  }
  await Runs.logParameter({ run_id, key: 'depth', value: '3' })
  await Runs.setTag({ run_id, key: 'stage', value: 'draft' })
  await Runs.setTag({ run_id, key: 'gone', value: 'x' })
  await Runs.deleteTag({ run_id, key: 'gone' })
  told.batch = await Runs.logBatch({
    run_id,
    metrics: [{ key: 'auc', value: 0.75, timestamp: 1, step: 0 }, { key: 'auc', value: 0.875, timestamp: 2, step: 1 }],
    params: [{ key: 'name', value: 'träge 語' }],
    tags: [{ key: 'stage', value: 'done' }],
  })
  told.changedParameter = await refusal(() => Runs.logParameter({ run_id, key: 'depth', value: '4' }))
  told.updated = (await Runs.update({ run_id, status: 'FINISHED', end_time: 1700000009000 })).run_info
  told.run = (await Runs.get({ run_id })).run
  told.history = (await Metrics.getHistory({ run_id, metric_key: 'loss' })).metrics
  told.noHistory = await Metrics.getHistory({ run_id, metric_key: 'none' })
  told.files = await Artifacts.list({ run_id })
  told.filesBelow = await Artifacts.list({ run_id, path: 'plots' })

  for (let i = 0; i < 4; i++) {
    await Runs.create({ experiment_id, user_id: 'nora', start_time: i, tags: [] })
  }
  told.pages = []
  let page_token
  do {
    const page = await Runs.search({ experiment_ids: [experiment_id], order_by: ['attributes.start_time ASC'], max_results: 2, page_token })
    told.pages.push((page.runs || []).map(run => run.info.start_time))
    page_token = page.next_page_token
  } while (page_token)
  told.found = (await Runs.search({ experiment_ids: [experiment_id], filter: "metrics.auc > 0.8 and params.depth = '3' and tags.stage = 'done'" })).runs.map(run => run.info.run_id)
  told.badFilter = await refusal(() => Runs.search({ experiment_ids: [experiment_id], filter: 'metrics.auc > high' }))

  await Runs.delete({ run_id })
  told.deleted = (await Runs.search({ experiment_ids: [experiment_id], run_view_type: 'DELETED_ONLY' })).runs.map(run => run.info.lifecycle_stage)
  await Runs.restore({ run_id })
  await Experiments.delete({ experiment_id })
  told.deletedExperiment = (await Experiments.get({ experiment_id })).experiment.lifecycle_stage
  await Experiments.restore({ experiment_id })
  told.missing = await refusal(() => Runs.get({ run_id: 'nope' }))
  process.stdout.write(JSON.stringify(told))
}

main().catch(error => {
  process.stderr.write(String(error.stack))
  process.exitCode = 1
})
