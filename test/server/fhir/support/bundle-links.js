/** What no single definition can say: that the parts of a bundle fit each other. */

function* referencesIn(value, at) {
  if (typeof value !== 'object' || value === null) return;
  if (typeof value.reference === 'string') yield { to: value.reference, at };
  for (const [name, member] of Object.entries(value)) yield* referencesIn(member, `${at}.${name}`);
}

const answersOf = ({ answer }) => answer.map(({ valueCoding: { system, code } }) => `${system} ${code}`);

function answerIssues(response, questionnaires, at) {
  const asked = questionnaires.find(({ url }) => url === response.questionnaire);
  if (!asked) return [`${at}: answers ${response.questionnaire}, which is not here`];
  return response.item.flatMap((item) => {
    const question = asked.item.find(({ linkId }) => linkId === item.linkId);
    if (!question) return [`${at}: answers "${item.linkId}", which was not asked`];
    const offered = question.answerOption.map(({ valueCoding: { system, code } }) => `${system} ${code}`);
    return answersOf(item)
      .filter((answer) => !offered.includes(answer))
      .map((answer) => `${at}: answers "${item.linkId}" with ${answer}`);
  });
}

/** @returns a list of sentences; empty when every reference leads somewhere and every answer was offered */
export function linkIssues({ entry = [] }) {
  const resources = entry.map(({ resource }) => resource);
  const here = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`));
  const questionnaires = resources.filter(({ resourceType }) => resourceType === 'Questionnaire');
  const issues = [];
  if (here.size !== resources.length) issues.push('two resources have one id');
  for (const { fullUrl, resource } of entry) {
    const at = `${resource.resourceType}/${resource.id}`;
    if (!fullUrl.endsWith(`/${at}`)) issues.push(`${at}: is at ${fullUrl}`);
    for (const one of referencesIn(resource, at))
      if (!here.has(one.to)) issues.push(`${one.at}: leads to ${one.to}, which is not here`);
    if (resource.resourceType === 'QuestionnaireResponse')
      issues.push(...answerIssues(resource, questionnaires, at));
  }
  return issues;
}
