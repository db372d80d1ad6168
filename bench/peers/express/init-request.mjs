import {Refusal} from './refusal.mjs';

const oneLine = /^[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]*$/;
const members = {
  id: [128, /^[A-Za-z0-9._@+:-]+$/],
  name: [256, oneLine],
  email: [254, /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+$/],
  phone: [32, /^\(?\+?(?:[ .()-]{0,3}[0-9]){3,20}$/],
  address: [512, oneLine],
  avatarUrl: [2048, /^https?:\/\/[^\s"<>]+$/],
};

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

function invalid(member, message) {
  return new Refusal(400, 'INVALID_REQUEST', message, `/userInfo/${member}`);
}

export function checkInitRequest(body) {
  if (!isObject(body) || !isObject(body.userInfo) || Object.keys(body).length !== 1) {
    throw new Refusal(400, 'INVALID_REQUEST', 'is required', '/userInfo');
  }
  const {userInfo} = body;
  if (userInfo.id === undefined || userInfo.id === null) throw invalid('id', 'is required');
  for (const [member, value] of Object.entries(userInfo)) {
    if (member === 'extData') {
      if (value !== null && !isObject(value)) throw invalid(member, 'must be an object');
      continue;
    }
    if (!Object.hasOwn(members, member)) throw new Refusal(400, 'INVALID_REQUEST', 'the body has an unknown member');
    if (member !== 'id' && (value === null || value === '')) continue;
    const [maxLength, pattern] = members[member];
    if (typeof value !== 'string' || value.length > maxLength || !pattern.test(value)) {
      throw invalid(member, 'is not valid');
    }
  }
  return userInfo;
}
